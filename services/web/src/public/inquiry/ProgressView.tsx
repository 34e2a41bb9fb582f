import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { calendarDay, fullTime } from '../dates';
import type { InquiryByCodeQuery } from '../gql/graphql';
import { Icon } from '../site/Icon';
import { publicText } from '../text';
import { stages, type Stage } from './steps';
import s from './Inquiry.module.css';

type Progress = NonNullable<InquiryByCodeQuery['inquiryByCode']>;

export function ProgressView({ inquiry }: { inquiry: Progress }) {
  const t = useText(publicText);
  const lang = useLang();
  return (
    <div className={s.progress}>
      <section className={s.board} aria-labelledby="progress">
        <h2 id="progress">{t('progress')}</h2>
        <Now inquiry={inquiry} />
        <ol className={s.steps}>
          {stages(inquiry).map((stage) => (
            <StageItem key={stage.step} stage={stage} />
          ))}
        </ol>
      </section>
      {inquiry.declineReason ? (
        <section className={s.letter} lang="zh-CN">
          <h2>{t('declineReason')}</h2>
          <p>{inquiry.declineReason}</p>
          {inquiry.declineBodyNamed ? (
            <p>
              {t('declineBody')}：<strong>{inquiry.declineBodyNamed}</strong>
            </p>
          ) : null}
        </section>
      ) : null}
      {inquiry.replies.map((reply) => (
        <section key={reply.at} className={s.reply}>
          <h2>{t('replyFrom', { department: reply.departmentName })}</h2>
          <p className={s.text} lang="zh-CN">
            {reply.body}
          </p>
          <p className={s.hint}>{fullTime(reply.at, lang)}</p>
        </section>
      ))}
      <section className={s.letter}>
        <h2>{t('yourLetter')}</h2>
        <p className={s.letterTitle} lang="zh-CN">
          {t(`kind_${inquiry.kind}`)} · {inquiry.title}
        </p>
        <p className={s.text} lang="zh-CN">
          {inquiry.body}
        </p>
        <p className={s.hint}>{t('masked')}</p>
      </section>
    </div>
  );
}

/** Where it stands and what comes next, in one sentence each. */
function Now({ inquiry }: { inquiry: Progress }) {
  const t = useText(publicText);
  const lang = useLang();
  const key = `now_${inquiry.state}`;
  const sentence = key in publicText.zh ? (key as keyof typeof publicText.zh) : 'now_other';
  const waits = ['received', 'accepted', 'assigned', 'returned'].includes(inquiry.state);
  return (
    <>
      <p className={s.sentence}>{t(sentence, { department: inquiry.departmentName ?? t('someDepartment') })}</p>
      {waits && inquiry.firstAnswerDue ? <p>{t('expectBy', { date: calendarDay(inquiry.firstAnswerDue, lang) })}</p> : null}
      {waits && !inquiry.calendarKnown ? <p className={s.hint}>{t('calendarUnknown')}</p> : null}
    </>
  );
}

function StageItem({ stage }: { stage: Stage }) {
  const t = useText(publicText);
  const lang = useLang();
  const words = { done: t('stepDone'), now: t('stepNow'), next: t('stepNext') };
  return (
    <li className={s[stage.standing]} aria-current={stage.standing === 'now' ? 'step' : undefined}>
      <span className={s.dot}>{stage.standing === 'done' ? <Icon name="done" size="0.9em" /> : null}</span>
      <span>
        <strong>{t(`step_${stage.step}`)}</strong>
        {stage.step === 'declined' ? null : <span className={s.standing}>{words[stage.standing]}</span>}
        {stage.at ? <time dateTime={stage.at}>{fullTime(stage.at, lang)}</time> : null}
      </span>
    </li>
  );
}
