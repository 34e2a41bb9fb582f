import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { useCopy } from '../copy';
import { calendarDay, fullTime } from '../dates';
import type { SubmitInquiryMutation } from '../gql/graphql';
import { Icon } from '../site/Icon';
import { basePath, useSite } from '../site/site';
import { publicText } from '../text';
import { groups } from './letter';
import s from './Inquiry.module.css';

/** What the citizen takes home: the code, and what happens by when. */
export function ReceiptView({ receipt, onAnother }: { receipt: SubmitInquiryMutation['submitInquiry']; onAnother: () => void }) {
  const t = useText(publicText);
  const lang = useLang();
  const site = useSite();
  const copy = useCopy();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <div className={s.page}>
      <h1 ref={heading} className={s.title} tabIndex={-1}>
        <span className={s.tick}>
          <Icon name="done" />
        </span>
        {t('receiptTitle')}
      </h1>
      <div className={s.receipt}>
        <p>{t('receiptCode')}</p>
        <p className={s.code} data-testid="query-code">
          {groups(receipt.queryCode).map((group, index) => (
            <span key={index}>{group}</span>
          ))}
        </p>
        <p className={s.keep}>{t('receiptKeep')}</p>
        <div className={s.buttons}>
          <button type="button" className="pub-button primary" onClick={() => void copy.run(receipt.queryCode)}>
            <Icon name="copy" />
            {t('copyCode')}
          </button>
          <button type="button" className="pub-button" onClick={() => print()}>
            <Icon name="print" />
            {t('print')}
          </button>
          <span role="status">{copy.said}</span>
        </div>
      </div>
      <dl className={s.dates}>
        <dt>{t('receivedAt')}</dt>
        <dd>{fullTime(receipt.receivedAt, lang)}</dd>
        {receipt.acceptDue ? (
          <>
            <dt>{t('acceptBy')}</dt>
            <dd>{t('before', { date: calendarDay(receipt.acceptDue, lang) })}</dd>
          </>
        ) : null}
        {receipt.firstAnswerDue ? (
          <>
            <dt>{t('answerBy')}</dt>
            <dd>{t('before', { date: calendarDay(receipt.firstAnswerDue, lang) })}</dd>
          </>
        ) : null}
      </dl>
      {receipt.calendarKnown ? null : <p className={s.hint}>{t('calendarUnknown')}</p>}
      <div className={s.buttons}>
        {/* The code travels in memory: in an address it would stay in the history of a shared computer. */}
        <Link className="pub-button" to={`${basePath(site.county)}/lookup`} state={{ code: receipt.queryCode }}>
          {t('viewProgress')}
        </Link>
        <button type="button" className="pub-button" onClick={onAnother}>
          {t('writeAnother')}
        </button>
      </div>
    </div>
  );
}
