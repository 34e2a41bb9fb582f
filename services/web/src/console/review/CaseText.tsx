import { Tabs } from 'antd';
import { readBlocks } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Chart } from '../../shared/staff/Chart';
import { chartOption } from '../../shared/staff/chartOption';
import { DraftPreview } from '../articles/DraftPreview';
import { useMediaUrls } from '../articles/useMediaUrls';
import { CommentNote } from '../comments/CommentList';
import { summaryId } from '../comments/selection';
import { useCommentMarks, type Comment } from '../comments/useComments';
import type { ReviewCaseQuery } from '../gql/graphql';
import { coverOf, ownChannels, variantsOf, type Versions } from '../variants/variants';
import { VariantsChange, VariantsView } from '../variants/VariantsView';
import { useWord } from '../words';
import { Compare, Words } from './Compare';
import s from './Compare.module.css';
import { shownText, textId, useHighlights } from './highlight';
import { SideBySide, SideText } from './SideBySide';
import { reviewText } from './text';

type Case = NonNullable<ReviewCaseQuery['reviewCase']>;
export type View = 'changes' | 'sides' | 'text' | 'channels';

export interface CaseTextProps {
  of: Case;
  comments: readonly Comment[];
  view: View;
  onView: (view: View) => void;
}

/** The text under review; and where there was a version before, what changed since, in one text and beside each other. */
export function CaseText({ of: it, comments, view, onView }: CaseTextProps) {
  const t = useText(reviewText);
  const { previousRevision: previous } = it;
  useHighlights(it.findings, view === 'text');
  useCommentMarks(comments, shownText, view === 'text');
  const own = ownChannels(variantsOf(it.revision.variants)).length;
  const text = { key: 'text', label: t('wholeText'), children: <Whole of={it} /> };
  const channels = { key: 'channels', label: own > 0 ? `${t('onChannels')} ${String(own)}` : t('onChannels'), children: <OnChannels of={it} /> };
  if (!previous) return <Tabs activeKey={view === 'channels' ? view : 'text'} onChange={(key) => onView(key as View)} destroyOnHidden items={[text, channels]} />;
  const since = <p style={{ color: 'var(--ink-2)' }}>{t('comparedWith', { n: previous.number, at: stamp(previous.submittedAt) })}</p>;
  return (
    <Tabs
      activeKey={view}
      onChange={(key) => onView(key as View)}
      destroyOnHidden
      items={[
        { key: 'changes', label: t('changes'), children: [since, <Changes key="changes" of={it} />] },
        { key: 'sides', label: t('sides'), children: [since, <Sides key="sides" of={it} comments={comments} />] },
        text,
        channels,
      ]}
    />
  );
}

/** What each channel will show: what it has of its own, and the whole as it will look there. */
function OnChannels({ of: it }: { of: Case }) {
  const media = useMediaUrls();
  const { revision, previousRevision: previous, article } = it;
  const now = { variants: variantsOf(revision.variants), blocks: readBlocks(revision.blocks) };
  return (
    <>
      <VariantsView {...now} before={previous ? versionsOf(previous) : undefined} />
      <DraftPreview
        article={{ department: article.department, releasedAt: null }}
        draft={{ ...revision, ...now, cover: coverOf(revision), columnId: article.column?.id ?? null, origin: 'ORIGINAL', sourceId: null }}
        mediaUrl={media.url}
      />
    </>
  );
}

function versionsOf({ variants, blocks }: Pick<Case['revision'], 'variants' | 'blocks'>): Versions {
  return { variants: variantsOf(variants), blocks: readBlocks(blocks) };
}

function Whole({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const media = useMediaUrls();
  const { revision, article } = it;
  const { sourceAuthor, sourcePublishedAt, sourceLicence } = revision;
  const known = [sourceAuthor, sourcePublishedAt && t('firstOut', { at: stamp(sourcePublishedAt) }), sourceLicence].filter(Boolean);
  return (
    <>
      {revision.sourceName ? (
        <p>
          {t('reprintedFrom', { name: revision.sourceName })}{' '}
          {article.sourceUrl ? (
            <a href={article.sourceUrl} rel="noopener noreferrer" target="_blank">
              {article.sourceUrl}
            </a>
          ) : null}
          {known.length > 0 ? <span style={{ display: 'block', color: 'var(--ink-2)', fontSize: 13 }}>{known.join(' · ')}</span> : null}
        </p>
      ) : null}
      {revision.summary ? (
        <p id={summaryId} style={{ color: 'var(--ink-2)' }}>
          {revision.summary}
        </p>
      ) : null}
      <div id={textId}>
        <BlocksView
          blocks={readBlocks(revision.blocks)}
          mediaUrl={media.url}
          draw={(chart) => <Chart option={chartOption(chart)} label={chart.title} height={220} />}
        />
      </div>
    </>
  );
}

/** The fields above the text that differ, each under its name. */
function useFields({ revision, previousRevision: previous }: Case): [label: string, before: string, after: string][] {
  const t = useText(reviewText);
  const word = useWord();
  if (!previous) return [];
  const cover = (of: Case['revision']['cover']) => (of ? of.alt || of.id : t('noCover'));
  const fields: [string, string, string][] = [
    [t('fieldTitle'), previous.title, revision.title],
    [t('fieldSummary'), previous.summary, revision.summary],
    [t('fieldSource'), previous.sourceName ?? '', revision.sourceName ?? ''],
    [t('fieldAi'), word('ai', previous.ai), word('ai', revision.ai)],
  ];
  if (previous.cover?.id !== revision.cover?.id) fields.push([t('fieldCover'), cover(previous.cover), cover(revision.cover)]);
  return fields.filter(([label, before, after]) => before !== after || label === t('fieldCover'));
}

function Changes({ of: it }: { of: Case }) {
  const media = useMediaUrls();
  const fields = useFields(it);
  const { revision, previousRevision: previous } = it;
  if (!previous) return null;
  return (
    <div lang="zh-CN">
      {fields.map(([label, before, after]) => (
        <section key={label}>
          <h3 className={s.field}>{label}</h3>
          <Words before={before} after={after} />
        </section>
      ))}
      <Compare before={readBlocks(previous.blocks)} after={readBlocks(revision.blocks)} mediaUrl={media.url} />
      <VariantsChange before={versionsOf(previous)} after={versionsOf(revision)} />
    </div>
  );
}

/** Both versions, with what was said of the earlier one and whether it was settled. */
function Sides({ of: it, comments }: { of: Case; comments: readonly Comment[] }) {
  const media = useMediaUrls();
  const fields = useFields(it);
  const { revision, previousRevision: previous } = it;
  if (!previous) return null;
  const said = comments.filter((comment) => comment.revision.id === previous.id);
  const on = (place: string) => said.filter(({ writtenAtPlace: { path } }) => path === place || path.startsWith(`${place}/`));
  const notes = (place: string) => on(place).map((comment) => <CommentNote key={comment.id} comment={comment} />);
  return (
    <div lang="zh-CN">
      {fields.map(([label, before, after]) => (
        <section key={label}>
          <h3 className={s.field}>{label}</h3>
          <SideText before={before} after={after} />
        </section>
      ))}
      {notes('title')}
      {notes('summary')}
      <SideBySide
        before={readBlocks(previous.blocks)}
        after={readBlocks(revision.blocks)}
        mediaUrl={media.url}
        noted={said.length > 0 ? (block) => notes(`blocks/${String(block)}`) : undefined}
      />
      <VariantsChange before={versionsOf(previous)} after={versionsOf(revision)} />
    </div>
  );
}
