import { Link } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { publicText } from '../text';
import { verifyText } from '../verify/text';
import { basePath, useNamed, type Site } from './site';
import s from './Frame.module.css';

export function Footer({ site, sites }: { site: Site; sites: readonly Site[] }) {
  const t = useText(publicText);
  const verify = useText(verifyText);
  const named = useNamed();
  return (
    <footer className={s.footer}>
      <div className={s.footerInner}>
        {sites.length > 1 ? (
          <nav id="counties" aria-label={t('otherCounties')} tabIndex={-1}>
            <h2>{t('otherCounties')}</h2>
            <ul className={s.counties}>
              {sites.map((one) => (
                <li key={one.county}>
                  {one.county === site.county ? (
                    <span aria-current="true">
                      {named(one)}（{t('countyNow')}）
                    </span>
                  ) : (
                    <Link to={basePath(one.county)}>{named(one)}</Link>
                  )}
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
        <p>{t('footNote')}</p>
        <p className={s.more}>
          <Link to={`${basePath(site.county)}/verify`}>{verify('verify')}</Link>
          <a href={`/feeds/${String(site.county)}/atom.xml`}>{t('feed')}</a>
        </p>
      </div>
    </footer>
  );
}
