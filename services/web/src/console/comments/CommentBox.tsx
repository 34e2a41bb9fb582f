import { App, Button, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { CommentOnCaseDocument, type Gate } from '../gql/graphql';
import { useWord } from '../words';
import s from './Comments.module.css';
import type { Part } from './parts';
import { placeOf, type Chosen } from './selection';
import { commentsText } from './text';

const gates: Gate[] = ['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'SECRECY', 'OPINION'];
/** A selection is still being drawn out while it changes faster than this. */
const settles = 250;

export interface CommentBoxProps {
  caseId: string;
  parts: readonly Part[];
  /** The text on the page; none while another view is shown. */
  root: () => Element | null;
  /** Chosen from the list of parts rather than by selecting. */
  listed: boolean;
  onClose: () => void;
}

/** Where one comments: it opens by itself over words that were selected, on a phone as at a desk, or with a list of the texts. */
export function CommentBox({ caseId, parts, root, listed, onClose }: CommentBoxProps) {
  const box = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const selection = document.getSelection();
      const text = root();
      if (!selection || selection.isCollapsed || !text || box.current?.contains(document.activeElement)) return;
      const place = placeOf(selection.getRangeAt(0), parts.map((part) => part.path), text);
      if (place) setChosen(place);
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(look, settles);
    };
    document.addEventListener('selectionchange', changed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', changed);
    };
  }, [parts, root]);
  const close = () => {
    setChosen(null);
    document.getSelection()?.removeAllRanges();
    onClose();
  };
  if (!chosen && !listed) return null;
  return (
    <section ref={box} className={s.box} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <Writing key={chosen ? `${chosen.path}:${String(chosen.start)}:${String(chosen.end)}` : ''} caseId={caseId} parts={parts} chosen={chosen} onClose={close} />
    </section>
  );
}

function Writing({ caseId, parts, chosen, onClose }: { caseId: string; parts: readonly Part[]; chosen: Chosen | null; onClose: () => void }) {
  const t = useText(commentsText);
  const word = useWord();
  const { message } = App.useApp();
  const act = useAct(CommentOnCaseDocument);
  const [path, setPath] = useState(parts[0]?.path ?? '');
  const part = parts.find((each) => each.path === path);
  const [words, setWords] = useState(part?.text ?? '');
  const [text, setText] = useState('');
  const [gate, setGate] = useState<Gate | null>(null);
  const place = chosen ?? (part ? within(part, words) : null);
  const send = async () => {
    if (!place || text.trim() === '') return;
    const { path: at, start, end, quote } = place;
    if (!(await act.run({ caseId, input: { path: at, start, end, quote, text, gate } }))) return;
    void message.success(t('added'));
    onClose();
  };
  return (
    <>
      <h3>{chosen ? t('boxTitle') : t('write')}</h3>
      <FaultNote fault={act.fault} />
      {chosen ? (
        <p className={s.quote} lang="zh-CN">
          {chosen.quote}
        </p>
      ) : (
        <>
          <label>
            {t('part')}
            <Select
              autoFocus
              aria-label={t('part')}
              value={path}
              onChange={(next: string) => {
                setPath(next);
                setWords(parts.find((each) => each.path === next)?.text ?? '');
              }}
              options={parts.map((each) => ({ value: each.path, label: t(labels[each.kind], { n: each.n, text: cut(each.text) }) }))}
            />
          </label>
          <label>
            {t('words')}
            <Input.TextArea autoSize={{ maxRows: 3 }} value={words} onChange={(event) => setWords(event.target.value)} status={place ? '' : 'error'} />
            {place ? null : <span role="alert">{t('wordsGone')}</span>}
          </label>
        </>
      )}
      <label>
        {t('opinion')}
        <Input.TextArea
          rows={3}
          maxLength={2000}
          placeholder={t('opinionHint')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
      </label>
      <Select<Gate | ''>
        aria-label={t('gate')}
        value={gate ?? ''}
        onChange={(next) => setGate(next === '' ? null : next)}
        options={[{ value: '' as const, label: t('noGate') }, ...gates.map((value) => ({ value, label: word('gate', value) }))]}
      />
      <div className={s.actions}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" loading={act.busy} disabled={!place || text.trim() === ''} onClick={() => void send()}>
          {t('submit')}
        </Button>
      </div>
    </>
  );
}

const labels = { title: 'partTitle', summary: 'partSummary', block: 'partBlock', alt: 'partAlt', caption: 'partCaption' } as const;

function cut(text: string): string {
  const characters = [...text];
  return characters.length > 24 ? `${characters.slice(0, 24).join('')}…` : text;
}

/** The first place of a text that has these words. */
function within({ path, text }: Part, words: string): Chosen | null {
  const quote = words.trim();
  const at = quote === '' ? -1 : text.indexOf(quote);
  if (at < 0) return null;
  const start = [...text.slice(0, at)].length;
  return { path, start, end: start + [...quote].length, quote };
}
