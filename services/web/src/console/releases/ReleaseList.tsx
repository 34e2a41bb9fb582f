import { Link, useNavigate } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Empty } from '../../shared/states/States';
import type { ReleasesQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { releasesText } from './text';

type Row = ReleasesQuery['releases']['nodes'][number];

export function ReleaseList({ releases }: { releases: Row[] }) {
  const t = useText(releasesText);
  const lang = useLang();
  const word = useWord();
  const navigate = useNavigate();
  if (releases.length === 0) return <Empty title={t('noneThisMonth')} />;
  const columns: Column<Row>[] = [
    { key: 'title', title: t('piece'), render: (row) => <Link to={`/console/releases/${row.id}`}>{row.title}</Link> },
    { key: 'at', title: t('at'), width: '140px', render: (row) => stamp(row.scheduledAt) },
    { key: 'department', title: t('department'), width: '150px', wideOnly: true, render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) },
    {
      key: 'targets',
      title: t('targets'),
      width: '320px',
      render: (row) => (
        <span>
          {row.targets.map((target) => (
            <span key={target.id} style={{ display: 'block' }}>
              {target.account.name} <Mark tone={toneOf(target.state)}>{word('target', target.state)}</Mark>
            </span>
          ))}
          {row.alarmedAt && !row.withdrawnAt ? <Mark tone="bad">{t('notWhole')}</Mark> : null}
        </span>
      ),
    },
  ];
  return <DataTable label={t('boardTitle')} columns={columns} rows={releases} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/console/releases/${row.id}`)} />;
}
