import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { Empty, NotFound } from '../../shared/states/States';
import { ArticleSpreadDocument } from '../gql/graphql';
import { useWord } from '../words';
import s from './Matrix.module.css';
import { Picture, stateOf, toneOf } from './Picture';
import type { Place } from './tree';
import { matrixText } from './text';

/** 传播图: where one piece stands in the whole matrix, as a picture and as a table. */
export function Component() {
  const { id = '' } = useParams();
  const t = useText(matrixText);
  const query = useQuery({ query: ArticleSpreadDocument, variables: { id } });
  return (
    <Answer query={query}>
      {({ article, articleSpread: places }) =>
        article ? (
          <Page title={t('spreadTitle', { title: article.title })} lead={t('spreadLead')} actions={<Link to={`/console/articles/${article.id}`}>{t('toArticle')}</Link>}>
            <Shown places={places} />
          </Page>
        ) : (
          <NotFound home="/console/articles" />
        )
      }
    </Answer>
  );
}

function Shown({ places }: { places: Place[] }) {
  const t = useText(matrixText);
  if (places.length < 2) return <Empty title={t('alone')} />;
  const count = (fits: (place: Place) => boolean) => places.filter(fits).length;
  const owed = count((place) => place.kind === 'OWED');
  const reads = places.reduce((all, place) => all + (place.reads ?? 0), 0);
  const outlets = count((place) => place.kind === 'OUTLET' && place.reached);
  return (
    <>
      <p className={s.numbers}>
        <Mark tone="good">{t('reached', { n: count((place) => place.kind === 'ACCOUNT' && place.reached) })}</Mark>
        {outlets > 0 ? <Mark tone="good">{t('outlets', { n: outlets })}</Mark> : null}
        {reads > 0 ? <Mark tone="info">{t('readTimes', { n: reads })}</Mark> : null}
        {owed > 0 ? <Mark tone="warn">{t('owed', { n: owed })}</Mark> : null}
      </p>
      <Picture places={places} />
      <Section title={t('places')}>
        <Table places={places} />
      </Section>
    </>
  );
}

function Table({ places }: { places: Place[] }) {
  const t = useText(matrixText);
  const word = useWord();
  const columns: Column<Place>[] = [
    {
      key: 'place',
      title: t('place'),
      render: (place) => (
        <>
          {place.articleId && place.kind !== 'ACCOUNT' ? (
            <Link to={`/console/articles/${place.articleId}`} lang="zh-CN">
              {place.name}
            </Link>
          ) : (
            <span lang="zh-CN">{place.name}</span>
          )}
          <span className={s.quiet}>{[place.department, place.channel ? word('channel', place.channel) : ''].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    { key: 'kind', title: t('kind'), width: '110px', render: (place) => t(`kind_${place.kind}`) },
    { key: 'state', title: t('state'), width: '130px', render: (place) => <Mark tone={toneOf(place)}>{stateOf(t, place.state)}</Mark> },
    { key: 'at', title: t('at'), width: '150px', render: (place) => (place.at ? stamp(place.at) : '—') },
    { key: 'reads', title: t('reads'), width: '90px', render: (place) => place.reads ?? '—' },
    {
      key: 'address',
      title: t('address'),
      width: '90px',
      render: (place) =>
        place.url ? (
          <a href={place.url} rel="noopener noreferrer" target="_blank" aria-label={`${t('open')} ${place.name}`} style={{ textDecoration: 'underline' }}>
            {t('open')}
          </a>
        ) : (
          '—'
        ),
    },
  ];
  return <DataTable label={t('places')} columns={columns} rows={places} rowKey={(place) => String(place.id)} />;
}
