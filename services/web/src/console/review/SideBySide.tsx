import type { ReactNode } from 'react';
import { textOf, type Block } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useText } from '../../shared/i18n/text';
import { changed, compareBlocks } from './compare';
import type { CompareProps } from './Compare';
import s from './Compare.module.css';
import { diffWords } from './diff';
import { reviewText } from './text';

interface Noted {
  /** What was said of a block of the earlier version, by its place in it. */
  noted?: ((block: number) => ReactNode) | undefined;
}

/** Two versions beside each other, place by place: what went is struck at the left, what came is underlined at the right. */
export function SideBySide({ before, after, mediaUrl, noted }: CompareProps & Noted) {
  const t = useText(reviewText);
  const pairs = compareBlocks(before, after);
  if (!pairs.some(changed) && !noted) return <p>{t('nothingChanged')}</p>;
  const earlier = placesBefore(pairs);
  return (
    <div className={s.sides}>
      <div className={`${s.pair} ${s.heads}`}>
        <strong>{t('sideBefore')}</strong>
        <strong>{t('sideAfter')}</strong>
      </div>
      {pairs.map((pair, index) => (
        <div key={index} className={`${s.pair} ${changed(pair) ? s.altered : ''}`}>
          <Side block={pair.before} other={pair.after} side="before" same={!changed(pair)} mediaUrl={mediaUrl} />
          <Side block={pair.after} other={pair.before} side="after" same={!changed(pair)} mediaUrl={mediaUrl} />
          {pair.before ? noted?.(earlier[index] ?? 0) : null}
        </div>
      ))}
    </div>
  );
}

/** For every pair, the place of its earlier block in the earlier version. */
function placesBefore(pairs: ReturnType<typeof compareBlocks>): number[] {
  let next = 0;
  return pairs.map((pair) => (pair.before ? next++ : next));
}

interface SideProps {
  block: Block | null;
  other: Block | null;
  side: 'before' | 'after';
  same: boolean;
  mediaUrl: CompareProps['mediaUrl'];
}

function Side({ block, other, side, same, mediaUrl }: SideProps) {
  const t = useText(reviewText);
  if (!block) return <div className={s.nothing}>{side === 'before' ? t('blockAdded') : t('blockRemoved')}</div>;
  if (same) return <BlocksView blocks={[block]} mediaUrl={mediaUrl} />;
  const text = textOf(block);
  return (
    <div>
      <Runs before={side === 'before' ? text : other ? textOf(other) : ''} after={side === 'after' ? text : other ? textOf(other) : ''} side={side} />
      {'mediaId' in block || block.type === 'gallery' ? <BlocksView blocks={[block]} mediaUrl={mediaUrl} /> : null}
    </div>
  );
}

/** One field of two versions beside each other. */
export function SideText({ before, after }: { before: string; after: string }) {
  return (
    <div className={`${s.pair} ${s.altered}`}>
      <Runs before={before} after={after} side="before" />
      <Runs before={before} after={after} side="after" />
    </div>
  );
}

function Runs({ before, after, side }: { before: string; after: string; side: 'before' | 'after' }) {
  const gone = side === 'before' ? 'added' : 'removed';
  return (
    <p className={s.words}>
      {diffWords(before, after)
        .filter((run) => run.kind !== gone)
        .map((run, index) => {
          if (run.kind === 'same') return <span key={index}>{run.text}</span>;
          return side === 'before' ? <del key={index}>{run.text}</del> : <ins key={index}>{run.text}</ins>;
        })}
    </p>
  );
}
