import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import { ApproveReplyDocument, ReplyInquiryDocument, ReturnReplyDocument, type InquiryPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import s from './InquiryPage.module.css';
import { inquiriesText } from './text';

type Reply = InquiryPartsFragment['replies'][number];

export function Replies({ inquiry }: { inquiry: InquiryPartsFragment }) {
  const t = useText(inquiriesText);
  return (
    <>
      {inquiry.replies.length === 0 && !inquiry.actions.includes('reply') ? <p>{t('noReplies')}</p> : null}
      {inquiry.replies.map((reply) => (
        <Shown key={reply.id} reply={reply} />
      ))}
      {inquiry.actions.includes('reply') ? <Write inquiry={inquiry} /> : null}
    </>
  );
}

/** A reply and how far it came: answered is not yet delivered. */
function Shown({ reply }: { reply: Reply }) {
  const t = useText(inquiriesText);
  const word = useWord();
  const common = useText(staffText);
  const { modal } = App.useApp();
  const approve = useAct(ApproveReplyDocument);
  const giveBack = useAct(ReturnReplyDocument);
  const [returning, setReturning] = useState(false);
  const askApprove = () =>
    modal.confirm({
      title: t('approveTitle'),
      content: t('approveNote'),
      okText: t('approve'),
      cancelText: common('cancel'),
      onOk: () => approve.run({ id: reply.id }),
    });
  return (
    <article className={s.reply}>
      <FaultNote fault={approve.fault} />
      <p className={s.body}>{reply.body}</p>
      <p className={s.meta}>
        <Mark tone={toneOf(reply.state)}>{word('reply', reply.state)}</Mark>
        <span>{t('written', { who: reply.author.name, at: stamp(reply.writtenAt) })}</span>
        {reply.reviewer && reply.reviewedAt ? <span>{t('reviewed', { who: reply.reviewer.name, at: stamp(reply.reviewedAt) })}</span> : null}
        {reply.state === 'APPROVED' || reply.state === 'DELIVERED' ? (
          <>
            <Mark tone={toneOf(reply.wechatState)}>{word('wechat', reply.wechatState)}</Mark>
            <span>{t('onQueryPage')}</span>
          </>
        ) : null}
      </p>
      {reply.returnReason ? <p className={s.meta}>{t('returnedBecause', { reason: reply.returnReason })}</p> : null}
      {reply.mayReview ? (
        <div style={{ display: 'flex', gap: 8, marginTop: 8 }}>
          <Button type="primary" loading={approve.busy} onClick={askApprove}>
            {t('approve')}
          </Button>
          <Button onClick={() => setReturning(true)}>{t('returnReply')}</Button>
        </div>
      ) : null}
      <ReasonDialog
        open={returning}
        title={t('returnReply')}
        note={t('returnReplyNote')}
        okText={t('returnReply')}
        busy={giveBack.busy}
        fault={giveBack.fault}
        onCancel={() => setReturning(false)}
        onConfirm={(reason) => {
          void giveBack.run({ id: reply.id, reason }).then((data) => (data ? setReturning(false) : undefined));
        }}
      />
    </article>
  );
}

function Write({ inquiry }: { inquiry: InquiryPartsFragment }) {
  const t = useText(inquiriesText);
  const reply = useAct(ReplyInquiryDocument);
  const [body, setBody] = useState('');
  const send = async () => {
    if (body.trim() === '' || reply.busy) return;
    if (await reply.run({ id: inquiry.id, version: inquiry.version, body: body.trim() })) setBody('');
  };
  return (
    <div className={s.reply}>
      <FaultNote fault={reply.fault} />
      <Input.TextArea
        aria-label={t('writeReply')}
        placeholder={t('replyHint')}
        rows={6}
        maxLength={2000}
        showCount
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <Button type="primary" style={{ marginTop: 24 }} disabled={body.trim() === ''} loading={reply.busy} onClick={() => void send()}>
        {t('sendForReview')}
      </Button>
    </div>
  );
}
