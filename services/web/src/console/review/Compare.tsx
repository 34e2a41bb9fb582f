import { textOf, type Block } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { changed, compareBlocks } from './compare';
import s from './Compare.module.css';
import { diffWords } from './diff';
import { reviewText } from './text';

export interface CompareProps {
  before: readonly Block[];
  after: readonly Block[];
  mediaUrl: (mediaId: string) => string | null;
}

/** One version against another: unchanged blocks as they read, changed ones word by word. */
export function Compare({ before, after, mediaUrl }: CompareProps) {
  const t = useText(reviewText);
  const pairs = compareBlocks(before, after);
  if (!pairs.some(changed)) return <p>{t('nothingChanged')}</p>;
  return (
    <div>
      {pairs.map((pair, index) => {
        if (!changed(pair) && pair.after) return <BlocksView key={index} blocks={[pair.after]} mediaUrl={mediaUrl} />;
        return <Changed key={index} before={pair.before} after={pair.after} mediaUrl={mediaUrl} />;
      })}
    </div>
  );
}

interface ChangedProps {
  before: Block | null;
  after: Block | null;
  mediaUrl: (mediaId: string) => string | null;
}

function Changed({ before, after, mediaUrl }: ChangedProps) {
  const t = useText(reviewText);
  const word = before === null ? t('blockAdded') : after === null ? t('blockRemoved') : t('blockChanged');
  const tone = before === null ? 'good' : after === null ? 'bad' : 'warn';
  return (
    <div className={`${s.change} ${s[tone]}`}>
      <Mark tone={tone}>{word}</Mark>
      <Words before={before ? textOf(before) : ''} after={after ? textOf(after) : ''} />
      {after && 'mediaId' in after ? <BlocksView blocks={[after]} mediaUrl={mediaUrl} /> : null}
    </div>
  );
}

/** The words themselves; `ins` and `del` are read out by screen readers and differ by line as well as by colour. */
export function Words({ before, after }: { before: string; after: string }) {
  return (
    <p className={s.words}>
      {diffWords(before, after).map((run, index) => {
        if (run.kind === 'added') return <ins key={index}>{run.text}</ins>;
        if (run.kind === 'removed') return <del key={index}>{run.text}</del>;
        return <span key={index}>{run.text}</span>;
      })}
    </p>
  );
}
