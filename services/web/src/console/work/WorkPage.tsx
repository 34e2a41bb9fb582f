import { Link, useNavigate } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { ago, stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import type { Tone } from '../../shared/theme/tokens';
import type { WorkKind, WorkPartsFragment } from '../gql/graphql';
import { useWord } from '../words';
import { workText } from './text';
import { useWork } from './useWork';

const tones: Record<WorkKind, Tone> = {
  REVIEW: 'info',
  RETURNED_ARTICLE: 'warn',
  APPROVED_ARTICLE: 'accent',
  STOPPED_RELEASE: 'bad',
  UNCONFIRMED_TARGET: 'bad',
  INQUIRY: 'info',
  REPLY_REVIEW: 'info',
  OVERRIDE_DEBT: 'bad',
  ASSIGNMENT: 'info',
  ASSIGNMENT_DUE: 'warn',
  SUBMISSION: 'info',
  SUBMISSION_QUESTION: 'warn',
  FACT_CHECK_CHANGES: 'warn',
  COVERAGE_DUE: 'warn',
  ESCALATED_REVIEW: 'warn',
  STUCK_REVIEW: 'bad',
};

function address(item: WorkPartsFragment): string {
  const folder: Record<WorkKind, string> = {
    REVIEW: 'reviews',
    RETURNED_ARTICLE: 'articles',
    APPROVED_ARTICLE: 'articles',
    STOPPED_RELEASE: 'articles',
    UNCONFIRMED_TARGET: 'releases',
    INQUIRY: 'inquiries',
    REPLY_REVIEW: 'inquiries',
    OVERRIDE_DEBT: 'reviews',
    ASSIGNMENT: 'plan',
    ASSIGNMENT_DUE: 'plan',
    SUBMISSION: 'submissions',
    SUBMISSION_QUESTION: 'submissions',
    FACT_CHECK_CHANGES: 'articles',
    COVERAGE_DUE: 'plan',
    ESCALATED_REVIEW: 'reviews',
    STUCK_REVIEW: 'reviews',
  };
  // What a column wants is planned for; the plan has no page of a column.
  if (item.kind === 'COVERAGE_DUE') return '/console/plan';
  return `/console/${folder[item.kind]}/${item.subjectId}`;
}

/** What waits for me, the most pressing first as the server orders it. */
export function Component() {
  const t = useText(workText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  const work = useWork();
  const noteOf = ({ kind, note }: WorkPartsFragment) => {
    if (kind === 'INQUIRY') return word('inquiry', note);
    return kind === 'COVERAGE_DUE' ? t('coverageNote', { n: note }) : note;
  };
  const columns: Column<WorkPartsFragment>[] = [
    { key: 'title', title: t('title'), render: (item) => <Link to={address(item)}>{item.title}</Link> },
    { key: 'kind', title: t('kind'), width: '120px', render: (item) => <Mark tone={tones[item.kind]}>{t(item.kind)}</Mark> },
    {
      key: 'note',
      title: t('note'),
      render: (item) => (
        <>
          {noteOf(item) || (item.openComments ? null : '—')} {item.openComments ? <Mark tone="warn">{t('comments', { n: item.openComments })}</Mark> : null}
        </>
      ),
    },
    {
      key: 'department',
      title: t('department'),
      width: '160px',
      wideOnly: true,
      render: (item) => (item.department ? (lang === 'zh' ? item.department.name : item.department.nameEn) : '—'),
    },
    { key: 'since', title: t('since'), width: '110px', render: (item) => ago(lang, item.since) },
    { key: 'due', title: t('due'), width: '160px', render: (item) => <Due item={item} /> },
  ];
  return (
    <Page title={t('pageTitle')} lead={t('lead')}>
      <Answer query={work}>
        {({ myWork }) =>
          myWork.length === 0 ? (
            <Empty title={t('empty')} hint={t('emptyHint')} />
          ) : (
            <DataTable
              label={t('pageTitle')}
              columns={columns}
              rows={myWork}
              rowKey={(item) => `${item.kind}:${item.subjectId}`}
              onOpen={(item) => void navigate(address(item))}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function Due({ item }: { item: WorkPartsFragment }) {
  const t = useText(workText);
  if (!item.dueAt) return <>{t('noDue')}</>;
  return (
    <>
      {stamp(item.dueAt)} {item.overdue ? <Mark tone="bad">{t('overdue')}</Mark> : null}
    </>
  );
}
