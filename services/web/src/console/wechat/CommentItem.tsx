import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { useLooking } from '../../shared/staff/useLooking';
import { DeleteWechatCommentDocument, DeleteWechatReplyDocument, ElectWechatCommentDocument, ReplyToWechatCommentDocument, type WechatCommentPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import s from './Comments.module.css';
import { wechatText } from './text';

/** One comment, what was done about it, and what can be. */
export function CommentItem({ comment, onLook }: { comment: WechatCommentPartsFragment; onLook: () => void }) {
  const t = useText(wechatText);
  const { wanted } = comment;
  useLooking(wanted !== null, onLook);
  return (
    <li>
      <p className={s.content}>{comment.content}</p>
      <p className={s.quiet}>
        <Mark tone={comment.elected ? 'good' : 'neutral'}>{comment.elected ? t('elected') : t('notElected')}</Mark> {comment.account.name} ·{' '}
        <Link to={`/console/releases/${comment.releaseId}`}>{t('under', { title: comment.piece, at: stamp(comment.writtenAt) })}</Link>
      </p>
      {comment.reply ? (
        <div className={s.reply}>
          <span className={s.quiet}>{t('ourReply', { at: comment.repliedAt ? stamp(comment.repliedAt) : '' })}</span>
          <br />
          {comment.reply}
        </div>
      ) : null}
      {comment.errorText ? <p role="alert">{t('failed', { why: comment.errorText })}</p> : null}
      {wanted ? <p role="status">{t(`wanted_${wanted}`)}</p> : <Acts of={comment} />}
    </li>
  );
}

function Acts({ of: it }: { of: WechatCommentPartsFragment }) {
  const t = useText(wechatText);
  const common = useText(staffText);
  const may = useRight();
  const { modal } = App.useApp();
  const elect = useAct(ElectWechatCommentDocument);
  const unreply = useAct(DeleteWechatReplyDocument);
  const remove = useAct(DeleteWechatCommentDocument);
  const [replying, setReplying] = useState(false);
  if (!may('account.operate')) return null;
  const confirm = (title: string, content: string, okText: string, run: () => Promise<unknown>) =>
    modal.confirm({ title, content, okText, cancelText: common('cancel'), okButtonProps: { danger: true }, onOk: run });
  return (
    <>
      <FaultNote fault={elect.fault ?? unreply.fault ?? remove.fault} />
      <div className={s.acts}>
        <Button size="small" loading={elect.busy} onClick={() => void elect.run({ id: it.id, elected: !it.elected })}>
          {it.elected ? t('unelect') : t('elect')}
        </Button>
        <Button size="small" onClick={() => setReplying(true)}>
          {it.reply ? t('changeReply') : t('reply')}
        </Button>
        {it.reply ? (
          <Button size="small" onClick={() => confirm(t('unreplyTitle'), it.reply ?? '', t('unreply'), () => unreply.run({ id: it.id }))}>
            {t('unreply')}
          </Button>
        ) : null}
        <Button size="small" danger onClick={() => confirm(t('removeTitle'), t('removeNote'), t('remove'), () => remove.run({ id: it.id }))}>
          {t('remove')}
        </Button>
      </div>
      {replying ? <Reply of={it} onClose={() => setReplying(false)} /> : null}
    </>
  );
}

function Reply({ of: it, onClose }: { of: WechatCommentPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(wechatText);
  const common = useText(staffText);
  const reply = useAct(ReplyToWechatCommentDocument);
  const [content, setContent] = useState(it.reply ?? '');
  const confirm = async () => {
    if (await reply.run({ id: it.id, content })) onClose();
  };
  return (
    <Modal
      open
      title={t('replyTitle')}
      okText={t('send')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: content.trim() === '', loading: reply.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={reply.fault} />
      <p className={s.content}>{it.content}</p>
      <p className={s.quiet}>{t('replyNote', { name: it.account.name })}</p>
      <Input.TextArea aria-label={t('replyLabel')} rows={4} maxLength={600} showCount value={content} onChange={(event) => setContent(event.target.value)} />
    </Modal>
  );
}
