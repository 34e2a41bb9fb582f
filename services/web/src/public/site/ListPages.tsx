import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { faultOf } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { Failed, Loading, NotFound } from '../../shared/states/States';
import { fullTime } from '../dates';
import { StoryDocument } from '../gql/graphql';
import { publicText } from '../text';
import { PieceList } from './PieceList';
import { basePath, useNamed, useSite } from './site';
import { useHead } from './useHead';
import s from './Home.module.css';

export function ColumnPage() {
  const { slug } = useParams();
  const site = useSite();
  const named = useNamed();
  const column = site.columns.find((one) => one.slug === slug);
  if (!column) return <Missing />;
  return <Listing name={named(column)} title={named(column)} column={column.slug} />;
}

export function TopicPage() {
  const t = useText(publicText);
  const { topic = '' } = useParams();
  return <Listing name={topic} title={t('topic', { name: topic })} topic={topic} />;
}

function Listing({ name, title, column, topic }: { name: string; title: string; column?: string; topic?: string }) {
  const t = useText(publicText);
  const named = useNamed();
  const site = useSite();
  useHead(`${title} · ${named(site)}`, t('columnDescription', { county: named(site), name }));
  return (
    <div className={s.narrow}>
      <h1 className={s.pageTitle}>{title}</h1>
      <PieceList key={`${String(site.county)}/${title}`} county={site.county} column={column ?? null} topic={topic ?? null} />
    </div>
  );
}

/** 滚动报道: what an event is about, and its pieces, the newest first. */
export function StoryPage() {
  const { id = '' } = useParams();
  const t = useText(publicText);
  const lang = useLang();
  const named = useNamed();
  const site = useSite();
  const [{ data, error }, again] = useQuery({ query: StoryDocument, variables: { county: site.county, id } });
  const story = data?.story;
  useHead(`${story?.title ?? t('story')} · ${named(site)}`, story?.summary ?? '');
  if (!story) {
    if (error) return <Failed fault={faultOf(error)} retry={() => again({ requestPolicy: 'network-only' })} />;
    return data ? <Missing /> : <Loading />;
  }
  return (
    <div className={s.narrow}>
      <p className={s.overline}>{story.closedAt ? t('storyClosed', { at: fullTime(story.closedAt, lang) }) : t('story')}</p>
      <h1 className={s.pageTitle} lang="zh-CN">
        {story.title}
      </h1>
      {story.summary ? <p lang="zh-CN">{story.summary}</p> : null}
      <PieceList key={id} county={site.county} story={story.id} />
    </div>
  );
}

export function Missing() {
  const site = useSite();
  return <NotFound home={basePath(site.county)} />;
}
