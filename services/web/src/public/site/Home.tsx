import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { PiecesDocument, RunningStoriesDocument } from '../gql/graphql';
import { publicText } from '../text';
import { Icon } from './Icon';
import { firstPage, PieceList } from './PieceList';
import { basePath, useNamed, useSite } from './site';
import { TopicList } from './TopicList';
import { useHead } from './useHead';
import s from './Home.module.css';

export function Home() {
  const t = useText(publicText);
  const named = useNamed();
  const site = useSite();
  const base = basePath(site.county);
  useHead(`${named(site)} · ${t('site')}`, t('siteDescription', { county: named(site) }));
  return (
    <>
      <h1 className="jz-hidden">
        {named(site)} {t('site')}
      </h1>
      <EmergencyBanner county={site.county} />
      <div className={s.split}>
        <section className={s.list} aria-labelledby="latest">
          <h2 id="latest" className={s.heading}>
            {t('latest')}
          </h2>
          <PieceList key={site.county} county={site.county} />
        </section>
        <div className={s.aside}>
          <Link className={s.action} to={`${base}/write`}>
            <Icon name="write" size="1.6em" />
            <span>
              <strong>{t('write')}</strong>
              <span>{t('writeHint')}</span>
            </span>
          </Link>
          <Link className={s.action} to={`${base}/lookup`}>
            <Icon name="search" size="1.6em" />
            <span>
              <strong>{t('lookUp')}</strong>
              <span>{t('lookUpHint')}</span>
            </span>
          </Link>
          <Running county={site.county} />
          {site.topics.length > 0 ? (
            <section className={s.topics} aria-labelledby="topics">
              <h2 id="topics" className={s.heading}>
                {t('topics')}
              </h2>
              <TopicList base={base} topics={site.topics} />
            </section>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** Stands over everything while the newest piece is an emergency. It asks what the list asks, so it costs no request. */
function EmergencyBanner({ county }: { county: number }) {
  const t = useText(publicText);
  const [{ data }] = useQuery({ query: PiecesDocument, variables: firstPage(county) });
  const newest = data?.pieces.nodes[0];
  if (!newest?.emergency || newest.withdrawnAt) return null;
  return (
    <aside className={s.emergency} aria-label={t('emergency')}>
      <Icon name="alert" size="1.8em" />
      <div>
        <p className={s.emergencyWord}>{t('emergency')}</p>
        <p className={s.emergencyTitle}>
          <Link to={`${basePath(county)}/articles/${newest.id}`}>{newest.title}</Link>
        </p>
        {newest.summary ? <p>{newest.summary}</p> : null}
      </div>
    </aside>
  );
}

/** 滚动报道 that go on now; nothing where there is none. */
function Running({ county }: { county: number }) {
  const t = useText(publicText);
  const [{ data }] = useQuery({ query: RunningStoriesDocument, variables: { county } });
  const running = data?.runningStories ?? [];
  if (running.length === 0) return null;
  return (
    <section className={`${s.topics} ${s.stories}`} aria-labelledby="stories">
      <h2 id="stories" className={s.heading}>
        {t('stories')}
      </h2>
      <ul lang="zh-CN">
        {running.map((story) => (
          <li key={story.id}>
            <Link to={`${basePath(county)}/stories/${story.id}`}>{story.title}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
