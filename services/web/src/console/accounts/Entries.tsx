import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import type { RegisterEntryPartsFragment } from '../gql/graphql';
import s from './Account.module.css';
import { FilingDialog } from './FilingDialog';
import { registerText } from './registerText';

/** What happened to an account, the latest first, each with its filing or the day by which it is due. */
export function Entries({ entries, manage }: { entries: readonly RegisterEntryPartsFragment[]; manage: boolean }) {
  const t = useText(registerText);
  const [filing, setFiling] = useState<RegisterEntryPartsFragment | null>(null);
  return (
    <Section title={t('entries')}>
      <p className={s.quiet}>{t('entriesLead')}</p>
      {entries.length === 0 ? <Empty title={t('noEntries')} hint={t('noEntriesHint')} /> : null}
      <ol className={s.list}>
        {[...entries].reverse().map((entry) => (
          <li key={entry.id}>
            <div className={s.what}>
              <span className={s.head}>
                {t('occurred', { on: entry.occurredOn, kind: t(entry.kind) })}
                {entry.late ? <Mark tone={entry.filing ? 'warn' : 'bad'}>{t(entry.filing ? 'lateFiled' : 'late')}</Mark> : null}
              </span>
              {entry.note ? <p>{entry.note}</p> : null}
              <p className={s.quiet}>
                <Filed entry={entry} />
              </p>
            </div>
            {manage ? <Act entry={entry} onFile={() => setFiling(entry)} /> : null}
          </li>
        ))}
      </ol>
      {filing ? <FilingDialog entry={filing} onClose={() => setFiling(null)} /> : null}
    </Section>
  );
}

function Filed({ entry }: { entry: RegisterEntryPartsFragment }) {
  const t = useText(registerText);
  const { filing } = entry;
  if (!filing) {
    return (
      <>
        {t('dueOn', { on: entry.dueOn })}
        {entry.dueProvisional ? t('dueProvisional') : null}
      </>
    );
  }
  const { notice, attachment } = filing;
  return (
    <>
      {t('filed', { number: filing.number, on: filing.filedOn })} · {filing.approvedOn ? t('approved', { on: filing.approvedOn }) : t('notApproved')} ·{' '}
      {notice ? t('notice', { on: notice.on }) : t('noNotice')}
      {notice?.address ? (
        <>
          {' '}
          <a href={notice.address} target="_blank" rel="noopener noreferrer">
            {t('noticeOpen')}
          </a>
        </>
      ) : null}
      {notice?.text ? <span> {notice.text}</span> : null}
      {attachment ? (
        <>
          {' · '}
          <a href={attachment.url} target="_blank" rel="noopener noreferrer">
            {t('attachment', { name: attachment.fileName })}
          </a>
        </>
      ) : null}
    </>
  );
}

function Act({ entry, onFile }: { entry: RegisterEntryPartsFragment; onFile: () => void }) {
  const t = useText(registerText);
  const { filing } = entry;
  if (!filing) return <Button onClick={onFile}>{t('file')}</Button>;
  if (filing.approvedOn && filing.notice && filing.attachment) return null;
  return (
    <Button size="small" onClick={onFile}>
      {t('complete')}
    </Button>
  );
}
