import { useParams } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { NotFound } from '../../shared/states/States';
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

export function Missing() {
  const site = useSite();
  return <NotFound home={basePath(site.county)} />;
}
