import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { ago, stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Filters } from '../../shared/staff/Filters';
import { Mark } from '../../shared/staff/Mark';
import { Page } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import type { Tone } from '../../shared/theme/tokens';
import type { WorkKind, WorkPartsFragment } from '../gql/graphql';
import { useWord } from '../words';
import { BulkBar } from './BulkBar';
import { arranged, groups, span, type Group, type Narrowed } from './order';
import { workText } from './text';
import { useWork } from './useWork';
import s from './Work.module.css';

const tones: Record<WorkKind, Tone> = {
  REVIEW: 'info',
  RETURNED_ARTICLE: 'warn',
  APPROVED_ARTICLE: 'accent',
  STOPPED_RELEASE: 'bad',
  UNCONFIRMED_TARGET: 'bad',
  MANUAL_RELEASE: 'warn',
  CREDENTIAL_REQUEST: 'warn',
  INQUIRY: 'info',
  REPLY_REVIEW: 'info',
  OVERRIDE_DEBT: 'bad',
  ASSIGNMENT: 'info',
  ASSIGNMENT_DUE: 'warn',
  SUBMISSION: 'info',
  SUBMISSION_QUESTION: 'warn',
  FACT_CHECK_CHANGES: 'warn',
  COVERAGE_DUE: 'warn',
  RELEASE_TASK: 'bad',
  READ_BACK_DIFFERENCE: 'bad',
  RELEASE_REVIEW: 'warn',
  LICENCE_ENDING: 'warn',
  RELAY: 'info',
  RELAY_DUE: 'warn',
  SHARE_OFFERED: 'info',
  SHARE_ASKED: 'warn',
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
    MANUAL_RELEASE: 'releases',
    CREDENTIAL_REQUEST: 'accounts',
    INQUIRY: 'inquiries',
    REPLY_REVIEW: 'inquiries',
    OVERRIDE_DEBT: 'reviews',
    ASSIGNMENT: 'plan',
    ASSIGNMENT_DUE: 'plan',
    SUBMISSION: 'submissions',
    SUBMISSION_QUESTION: 'submissions',
    FACT_CHECK_CHANGES: 'articles',
    COVERAGE_DUE: 'plan',
    RELEASE_TASK: 'releases',
    READ_BACK_DIFFERENCE: 'releases',
    RELEASE_REVIEW: 'releases',
    LICENCE_ENDING: 'media',
    RELAY: 'relays',
    RELAY_DUE: 'relays',
    SHARE_OFFERED: 'matrix',
    SHARE_ASKED: 'matrix',
    ESCALATED_REVIEW: 'reviews',
    STUCK_REVIEW: 'reviews',
  };
  // What a column wants is planned for; the plan has no page of a column.
  if (item.kind === 'COVERAGE_DUE') return '/console/plan';
  if (item.kind === 'SHARE_OFFERED') return '/console/matrix';
  if (item.kind === 'SHARE_ASKED') return '/console/matrix?side=OUT';
  if (item.kind === 'LICENCE_ENDING') return `/console/media?file=${item.subjectId}`;
  return `/console/${folder[item.kind]}/${item.subjectId}`;
}

/** What waits for me, the most pressing first as the server orders it; narrowed and ordered by the address. */
export function Component() {
  const t = useText(workText);
  const work = useWork();
  return (
    <Page title={t('pageTitle')} lead={t('lead')}>
      <Answer query={work}>{({ myWork }) => <Work items={myWork} />}</Answer>
    </Page>
  );
}

/** The bar of what is chosen outlives the list: what became of the last pieces is still to be read when nothing waits any more. */
function Work({ items }: { items: WorkPartsFragment[] }) {
  const t = useText(workText);
  const navigate = useNavigate();
  const { narrowed, set } = useNarrowed();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = arranged(items, narrowed);
  const picked = rows.filter((item) => item.step?.inBulk && chosen.has(item.step.id));
  const columns = useColumns(chosen, (id, on) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  });
  const late = items.filter((item) => item.overdue).length;
  return (
    <>
      {items.length > 0 ? (
        <Filters>
          <Select
            aria-label={t('group')}
            style={{ minWidth: 140 }}
            value={narrowed.group ?? ''}
            onChange={(group) => set('group', group)}
            options={[{ value: '', label: t('allGroups') }, ...(Object.keys(groups) as Group[]).map((value) => ({ value, label: t(`group_${value}`) }))]}
          />
          <Select
            aria-label={t('order')}
            style={{ minWidth: 140 }}
            value={narrowed.order}
            onChange={(order) => set('order', order === 'due' ? '' : order)}
            options={[
              { value: 'due', label: t('orderDue') },
              { value: 'since', label: t('orderSince') },
            ]}
          />
          <Checkbox checked={narrowed.overdue} onChange={(event) => set('overdue', event.target.checked ? '1' : '')}>
            {t('onlyOverdue', { n: late })}
          </Checkbox>
        </Filters>
      ) : null}
      <BulkBar items={picked} onClear={() => setChosen(new Set())} />
      {items.length === 0 ? <Empty title={t('empty')} hint={t('emptyHint')} /> : null}
      {0 < items.length && rows.length === 0 ? <Empty title={t('noneSuch')} /> : null}
      {rows.length === 0 ? null : (
        <DataTable
          label={t('pageTitle')}
          columns={columns}
          rows={rows}
          rowKey={(item) => `${item.kind}:${item.step?.id ?? item.subjectId}:${item.department?.id ?? ''}`}
          onOpen={(item) => void navigate(address(item))}
        />
      )}
    </>
  );
}

function useNarrowed(): { narrowed: Narrowed; set: (key: string, value: string) => void } {
  const [search, setSearch] = useSearchParams();
  const group = (Object.keys(groups) as Group[]).find((name) => name === search.get('group')) ?? null;
  const set = (key: string, value: string) =>
    setSearch(
      (now) => {
        if (value) now.set(key, value);
        else now.delete(key);
        return now;
      },
      { replace: true },
    );
  return { narrowed: { group, overdue: search.get('overdue') === '1', order: search.get('order') === 'since' ? 'since' : 'due' }, set };
}

function useColumns(chosen: ReadonlySet<string>, onChoose: (step: string, on: boolean) => void): Column<WorkPartsFragment>[] {
  const t = useText(workText);
  const lang = useLang();
  const word = useWord();
  const noteOf = ({ kind, note }: WorkPartsFragment) => {
    if (kind === 'INQUIRY') return word('inquiry', note);
    return kind === 'COVERAGE_DUE' ? t('coverageNote', { n: note }) : note;
  };
  return [
    {
      key: 'title',
      title: t('title'),
      render: (item) => (
        <span className={s.title}>
          {item.step?.inBulk ? (
            <Checkbox aria-label={t('choose', { title: item.title })} checked={chosen.has(item.step.id)} onChange={(event) => item.step && onChoose(item.step.id, event.target.checked)} />
          ) : null}
          <Link to={address(item)}>{item.title}</Link>
          {item.step?.article.emergency ? <Mark tone="bad">{t('emergency')}</Mark> : null}
        </span>
      ),
    },
    { key: 'kind', title: t('kind'), width: '120px', render: (item) => <Mark tone={tones[item.kind]}>{t(item.kind)}</Mark> },
    {
      key: 'note',
      title: t('note'),
      render: (item) => (
        <>
          {noteOf(item) || (item.openComments ? null : '—')} {item.openComments ? <Mark tone="warn">{t('comments', { n: item.openComments })}</Mark> : null}
          {item.step?.onBehalfOf ? <span className={s.for}>{t('onBehalfOf', { who: item.step.onBehalfOf.name })}</span> : null}
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
    { key: 'due', title: t('due'), width: '190px', render: (item) => <Due item={item} /> },
  ];
}

function Due({ item }: { item: WorkPartsFragment }) {
  const t = useText(workText);
  if (!item.dueAt) return <>{t('noDue')}</>;
  const left = item.step?.workingMinutesLeft;
  return (
    <>
      {stamp(item.dueAt)} {item.overdue ? <Mark tone="bad">{t('overdue')}</Mark> : null}
      {left === null || left === undefined ? null : <span className={s.for}>{left < 0 ? t('late', span(left)) : t('left', span(left))}</span>}
    </>
  );
}
