import { Button, Input } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { ReopenCommentDocument, ReplyToCommentDocument, ResolveCommentDocument } from '../gql/graphql';
import { useWord } from '../words';
import s from './Comments.module.css';
import { commentsText } from './text';
import type { Comment } from './useComments';

export interface CommentListProps {
  comments: readonly Comment[];
  /** Goes to the words of a comment; those that are gone have no place. */
  onShow: (comment: Comment) => void;
}

/** What was said of the words of a piece: what is open first, what is settled folded away below. */
export function CommentList({ comments, onShow }: CommentListProps) {
  const t = useText(commentsText);
  const open = comments.filter((comment) => !comment.resolvedAt);
  const settled = comments.filter((comment) => comment.resolvedAt);
  return (
    <>
      {open.length > 0 ? (
        <ul className={s.list} aria-label={t('comments')}>
          {open.map((comment) => (
            <One key={comment.id} comment={comment} onShow={onShow} />
          ))}
        </ul>
      ) : null}
      {settled.length > 0 ? (
        <details className={s.past}>
          <summary>{t('settled', { n: settled.length })}</summary>
          <ul className={s.list}>
            {settled.map((comment) => (
              <One key={comment.id} comment={comment} onShow={onShow} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function One({ comment, onShow }: { comment: Comment; onShow: CommentListProps['onShow'] }) {
  const t = useText(commentsText);
  const word = useWord();
  const { person, revision, writtenAt, resolvedAt, place } = comment;
  return (
    <li className={`${s.one} ${resolvedAt ? s.settled : ''}`}>
      <p className={s.quote} lang="zh-CN">
        {comment.quote}
      </p>
      <p className={s.text}>
        {comment.gate ? <Mark tone="info">{word('gate', comment.gate)}</Mark> : null} {comment.text}
      </p>
      <div className={s.who}>
        {t('byAt', { who: person.name, at: stamp(writtenAt), n: revision.number })}{' '}
        {resolvedAt ? <Mark tone="good">{t('resolved')}</Mark> : null} {place ? null : <Mark tone="warn">{t('gone')}</Mark>}
      </div>
      {comment.thread.length > 0 ? (
        <ul className={s.thread}>
          {comment.thread.map((said, index) => (
            <li key={index}>
              <span className={s.who}>
                {t(`said_${said.act}`, { who: said.person.name })} · {stamp(said.saidAt)}
              </span>
              {said.text ? <p className={s.text}>{said.text}</p> : null}
            </li>
          ))}
        </ul>
      ) : null}
      <Acts comment={comment} onShow={onShow} />
    </li>
  );
}

function Acts({ comment, onShow }: { comment: Comment; onShow: CommentListProps['onShow'] }) {
  const t = useText(commentsText);
  const reply = useAct(ReplyToCommentDocument);
  const resolve = useAct(ResolveCommentDocument);
  const reopen = useAct(ReopenCommentDocument);
  const [answering, setAnswering] = useState(false);
  const [text, setText] = useState('');
  const { id, resolvedAt, place, mayAnswer } = comment;
  const settle = resolvedAt ? reopen : resolve;
  const done = () => {
    setText('');
    setAnswering(false);
  };
  const send = async () => {
    if (text.trim() !== '' && (await reply.run({ id, text }))) done();
  };
  return (
    <>
      <FaultNote fault={reply.fault ?? resolve.fault ?? reopen.fault} />
      {answering ? (
        <div className={s.reply}>
          <Input.TextArea
            autoFocus
            rows={2}
            maxLength={2000}
            aria-label={t('replyHint')}
            placeholder={t('replyHint')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
            }}
          />
          <div className={s.actions}>
            <Button size="small" onClick={done}>
              {t('cancel')}
            </Button>
            <Button size="small" type="primary" loading={reply.busy} disabled={text.trim() === ''} onClick={() => void send()}>
              {t('send')}
            </Button>
          </div>
        </div>
      ) : null}
      <div className={s.buttons}>
        {place ? (
          <Button size="small" onClick={() => onShow(comment)}>
            {t('show')}
          </Button>
        ) : null}
        {mayAnswer && !answering ? (
          <Button size="small" onClick={() => setAnswering(true)}>
            {t('reply')}
          </Button>
        ) : null}
        {mayAnswer ? (
          <Button size="small" loading={settle.busy} onClick={() => void settle.run({ id, text }).then((data) => (data ? done() : undefined))}>
            {resolvedAt ? t('reopen') : t('resolve')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** What was said of one place of the earlier version, and what came of it, in a line. */
export function CommentNote({ comment }: { comment: Comment }) {
  const t = useText(commentsText);
  return (
    <p className={s.note}>
      <Mark tone={comment.resolvedAt ? 'good' : 'warn'}>{t(comment.resolvedAt ? 'resolved' : 'open')}</Mark>{' '}
      {comment.place ? null : <Mark tone="neutral">{t('gone')}</Mark>} {comment.person.name}：“{comment.quote}” {comment.text}
    </p>
  );
}
