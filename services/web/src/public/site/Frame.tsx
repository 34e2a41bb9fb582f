import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation, useParams } from 'react-router';
import { useQuery } from 'urql';
import { faultOf } from '../../shared/graphql/fault';
import { sharedText } from '../../shared/i18n/shared';
import { useText } from '../../shared/i18n/text';
import { ErrorBoundary } from '../../shared/states/ErrorBoundary';
import { Empty, Failed, Loading } from '../../shared/states/States';
import { SitesDocument } from '../gql/graphql';
import { publicText } from '../text';
import { Footer } from './Footer';
import { Header } from './Header';
import type { Site } from './site';
import s from './Frame.module.css';

/** The county's frame around each of its pages. */
export function Frame() {
  const t = useText(publicText);
  const shared = useText(sharedText);
  const { county } = useParams();
  const [{ data, error }, again] = useQuery({ query: SitesDocument });
  if (!data) {
    return <main>{error ? <Failed fault={faultOf(error)} retry={() => again({ requestPolicy: 'network-only' })} /> : <Loading />}</main>;
  }
  const sites = data.counties;
  const site = county === undefined ? (sites.find((one) => one.home) ?? sites[0]) : sites.find((one) => String(one.county) === county);
  if (!site) {
    return (
      <main>
        <h1 className="jz-hidden">{shared('brandLong')}</h1>
        <Empty
          title={sites.length > 0 ? t('noCounty') : t('noCountyYet')}
          action={
            <a className={s.plain} href="/">
              {shared('backHome')}
            </a>
          }
        />
      </main>
    );
  }
  return <Framed site={site} sites={sites} />;
}

function Framed({ site, sites }: { site: Site; sites: readonly Site[] }) {
  const shared = useText(sharedText);
  const path = useLocation().pathname;
  const main = useFocusOnMove(path);
  return (
    <div className={s.frame}>
      <link rel="alternate" type="application/atom+xml" title={site.name} href={`/feeds/${String(site.county)}/atom.xml`} />
      <a className="jz-skip" href="#content">
        {shared('skip')}
      </a>
      <Header site={site} several={sites.length > 1} />
      <main id="content" ref={main} className={s.main} tabIndex={-1}>
        <ErrorBoundary key={path}>
          <Outlet context={site} />
        </ErrorBoundary>
      </main>
      <Footer site={site} sites={sites} />
      <ScrollRestoration />
    </div>
  );
}

/** After a move within the site the reading place goes to the new page, as it would on a page that loads afresh. */
function useFocusOnMove(path: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
