import { Link, useNavigate } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Empty } from '../../shared/states/States';
import type { PlanItemPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { planText } from './text';

type Row = PlanItemPartsFragment;

export function daysOf(item: Pick<Row, 'startsOn' | 'endsOn'>): string {
  return item.startsOn === item.endsOn ? item.startsOn : `${item.startsOn} — ${item.endsOn}`;
}

export function PlanList({ items }: { items: Row[] }) {
  const t = useText(planText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  if (items.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />;
  const columns: Column<Row>[] = [
    { key: 'theme', title: t('theme'), render: (row) => <Link to={`/console/plan/${row.id}`}>{row.theme}</Link> },
    { key: 'days', title: t('days'), width: '200px', render: daysOf },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={toneOf(row.coverage)}>{word('coverage', row.coverage)}</Mark> },
    { key: 'column', title: t('column'), width: '110px', wideOnly: true, render: (row) => (lang === 'zh' ? row.column?.name : row.column?.nameEn) ?? row.topic ?? '—' },
    {
      key: 'assignments',
      title: t('assignments'),
      width: '330px',
      render: (row) =>
        row.assignments.length === 0
          ? '—'
          : row.assignments.map((given) => (
              <span key={given.id} style={{ display: 'block' }}>
                {lang === 'zh' ? given.department.name : given.department.nameEn} {given.person?.name ?? ''} {stamp(given.dueAt)}{' '}
                <Mark tone={given.late ? 'bad' : toneOf(given.state)}>{given.late ? t('late') : word('coverage', given.state)}</Mark>
              </span>
            )),
    },
  ];
  return <DataTable label={t('title')} columns={columns} rows={items} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/plan/${row.id}`)} />;
}
