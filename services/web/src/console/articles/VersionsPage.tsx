import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { readBlocks, type Block } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { Empty, NotFound } from '../../shared/states/States';
import { ArticleVersionsDocument, VersionDocument, type ArticleVersionsQuery } from '../gql/graphql';
import { Compare, Words } from '../review/Compare';
import { SideBySide, SideText } from '../review/SideBySide';
import { variantsOf, type Variants } from '../variants/variants';
import { VariantsChange } from '../variants/VariantsView';
import { toneOf, useWord } from '../words';
import { articlesText } from './text';
import { useMediaUrls } from './useMediaUrls';
import s from './Versions.module.css';

type Article = NonNullable<ArticleVersionsQuery['article']>;

const draftId = 'draft';

/** The versions of a piece, and how any two of them differ: which were submitted, and what stands in the draft now. */
export function Component() {
  const { id = '' } = useParams();
  const query = useQuery({ query: ArticleVersionsDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return <Answer query={query}>{({ article }) => (article ? <Versions article={article} /> : <NotFound home="/console/articles" />)}</Answer>;
}

function Versions({ article }: { article: Article }) {
  const t = useText(articlesText);
  const [params, setParams] = useSearchParams();
  const [sides, setSides] = useState(false);
  const hasDraft = article.state === 'DRAFT';
  const ids = [...(hasDraft ? [draftId] : []), ...article.revisions.map((revision) => revision.id)];
  const chosen = (name: string, otherwise: string | undefined) => {
    const asked = params.get(name);
    return asked && ids.includes(asked) ? asked : (otherwise ?? ids[0] ?? '');
  };
  const after = chosen('after', ids[0]);
  const before = chosen('before', ids[1]);
  const choose = (change: Record<string, string>) => setParams({ before, after, ...change }, { replace: true });
  const name = (version: string) => {
    const revision = article.revisions.find((each) => each.id === version);
    return revision ? `${t('revisionNumber', { n: revision.number })} · ${stamp(revision.submittedAt)}` : t('versionDraft');
  };
  const options = ids.map((value) => ({ value, label: name(value) }));
  return (
    <Page title={article.title || t('untitled')} lead={<Link to={`/console/articles/${article.id}`}>{t('backToArticle')}</Link>}>
      {article.revisions.length === 0 ? (
        <Section>
          <Empty title={t('versionsNone')} hint={t('versionsNoneHint')} />
        </Section>
      ) : (
        <div className={s.columns}>
          <Section title={t('versions')}>
            <VersionList article={article} ids={ids} onCompare={(older, newer) => choose({ before: older, after: newer })} />
          </Section>
          <Section>
            <div className={s.bar}>
              <label>
                <span>{t('versionBefore')}</span>
                <Select aria-label={t('versionBefore')} value={before} options={options} onChange={(next) => choose({ before: next })} />
              </label>
              <label>
                <span>{t('versionAfter')}</span>
                <Select aria-label={t('versionAfter')} value={after} options={options} onChange={(next) => choose({ after: next })} />
              </label>
              <Segmented<boolean>
                value={sides}
                onChange={setSides}
                options={[
                  { value: false, label: t('viewInline') },
                  { value: true, label: t('viewSides') },
                ]}
              />
            </div>
            <Difference article={article} before={before} after={after} sides={sides} />
          </Section>
        </div>
      )}
    </Page>
  );
}

interface VersionListProps {
  article: Article;
  ids: string[];
  onCompare: (before: string, after: string) => void;
}

function VersionList({ article, ids, onCompare }: VersionListProps) {
  const t = useText(articlesText);
  const word = useWord();
  const [latest] = article.revisions;
  return (
    <ol className={s.list}>
      {ids.map((id, index) => {
        const revision = article.revisions.find((each) => each.id === id);
        const older = ids[index + 1];
        return (
          <li key={id}>
            <strong>{revision ? t('revisionNumber', { n: revision.number }) : t('versionDraft')}</strong>{' '}
            {revision?.publicAt ? <Mark tone="good">{t('revisionOut')}</Mark> : null}
            {revision && !revision.publicAt && revision === latest && article.reviewCase ? (
              <Mark tone={toneOf(article.reviewCase.state)}>{word('case', article.reviewCase.state)}</Mark>
            ) : null}
            {revision && !revision.publicAt && revision !== latest ? <Mark tone="neutral">{t('versionPast')}</Mark> : null}
            <div className={s.who}>
              {revision ? `${revision.submittedBy.name} · ${stamp(revision.submittedAt)}` : stamp(article.updatedAt)}
              {revision ? <code title={revision.digest}>{revision.digest.slice(0, 12)}</code> : null}
            </div>
            {older ? (
              <Button size="small" onClick={() => onCompare(older, id)}>
                {t('compareThis')}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

interface Text {
  title: string;
  summary: string;
  correction: string;
  source: string;
  ai: string;
  blocks: Block[];
  variants: Variants;
}

/** What one version says; the draft's is that of the page. */
function useVersion(article: Article, id: string): { text: Text | null; query: ReturnType<typeof useQuery> } {
  const query = useQuery({ query: VersionDocument, variables: { id }, pause: id === draftId || id === '' });
  const revision = query[0].data?.revision;
  if (id === draftId) {
    return { text: { ...article, source: article.source?.name ?? '', blocks: readBlocks(article.blocks), variants: variantsOf(article.variants) }, query };
  }
  return {
    text: revision ? { ...revision, correction: revision.correction ?? '', source: revision.sourceName ?? '', blocks: readBlocks(revision.blocks), variants: variantsOf(revision.variants) } : null,
    query,
  };
}

function Difference({ article, before, after, sides }: { article: Article; before: string; after: string; sides: boolean }) {
  const t = useText(articlesText);
  const word = useWord();
  const media = useMediaUrls();
  const from = useVersion(article, before).text;
  const to = useVersion(article, after).text;
  if (!from || !to) return null;
  const fields = [
    [t('title'), from.title, to.title],
    [t('summary'), from.summary, to.summary],
    [t('correction'), from.correction, to.correction],
    [t('source'), from.source, to.source],
    [t('ai'), word('ai', from.ai), word('ai', to.ai)],
  ].filter(([, a, b]) => a !== b) as [string, string, string][];
  return (
    <div className={s.difference} lang="zh-CN">
      {fields.map(([label, a, b]) => (
        <section key={label}>
          <h3>{label}</h3>
          {sides ? <SideText before={a} after={b} /> : <Words before={a} after={b} />}
        </section>
      ))}
      {sides ? <SideBySide before={from.blocks} after={to.blocks} mediaUrl={media.url} /> : <Compare before={from.blocks} after={to.blocks} mediaUrl={media.url} />}
      <VariantsChange before={from} after={to} />
    </div>
  );
}
