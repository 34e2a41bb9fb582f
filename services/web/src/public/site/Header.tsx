import { Link, NavLink, useLocation } from 'react-router';
import { setLang, useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { publicText } from '../text';
import { setLarge, useLarge } from '../typeSize';
import { Icon } from './Icon';
import { basePath, useNamed, type Site } from './site';
import s from './Header.module.css';

export function Header({ site, several }: { site: Site; several: boolean }) {
  const t = useText(publicText);
  const named = useNamed();
  const base = basePath(site.county);
  // The home county's first page also stands at the bare address.
  const front = useLocation().pathname === '/';
  const link = ({ isActive }: { isActive: boolean }) => (isActive ? `${s.link} ${s.active}` : (s.link ?? ''));
  const homeLink = ({ isActive }: { isActive: boolean }) => link({ isActive: isActive || front });
  return (
    <>
      <header className={s.header}>
        <div className={s.bar}>
          <Link className={s.brand} to={base}>
            <span className={s.name}>{named(site)}</span>
            <span className={s.sub}>{t('site')}</span>
          </Link>
          <div className={s.tools}>
            {several ? (
              <a className={s.tool} href="#counties">
                {t('otherCounties')}
              </a>
            ) : null}
            <TypeSwitch />
            <LangSwitch />
          </div>
        </div>
        <nav className={s.nav} aria-label={t('columns')}>
          <ul>
            <li>
              <NavLink end to={base} className={homeLink}>
                {t('latest')}
              </NavLink>
            </li>
            {site.columns.map((column) => (
              <li key={column.id}>
                <NavLink to={`${base}/columns/${column.slug}`} className={link}>
                  {named(column)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <nav className={s.tabs} aria-label={t('services')}>
        <NavLink end to={base} className={({ isActive }) => (isActive || front ? s.active : '')}>
          <Icon name="home" />
          {t('home')}
        </NavLink>
        <NavLink to={`${base}/write`} className={({ isActive }) => (isActive ? s.active : '')}>
          <Icon name="write" />
          {t('write')}
        </NavLink>
        <NavLink to={`${base}/lookup`} className={({ isActive }) => (isActive ? s.active : '')}>
          <Icon name="search" />
          {t('lookUp')}
        </NavLink>
      </nav>
    </>
  );
}

function TypeSwitch() {
  const t = useText(publicText);
  const large = useLarge();
  return (
    <button type="button" className={s.tool} onClick={() => setLarge(!large)}>
      {large ? t('largeOff') : t('large')}
    </button>
  );
}

function LangSwitch() {
  const other = useLang() === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" className={s.tool} lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLang(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
