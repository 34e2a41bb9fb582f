import { useText } from '../../shared/i18n/text';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import type { BoardPartsFragment } from '../gql/graphql';
import { LevelMark } from '../LevelMark';
import { oversightText, useNamed } from '../text';
import { worstFirst } from './levels';

type Row = BoardPartsFragment['counties'][number];

export function CountyTable({ rows }: { rows: readonly Row[] }) {
  const t = useText(oversightText);
  const named = useNamed();
  const sorted = [...rows].sort((a, b) => worstFirst(a.worst, b.worst) || b.breaches - a.breaches || b.warnings - a.warnings);
  const columns: Column<Row>[] = [
    { key: 'county', title: t('county'), render: (row) => named(row.county) },
    { key: 'worst', title: t('worst'), width: '130px', render: (row) => <LevelMark level={row.worst} /> },
    { key: 'breaches', title: t('breaches'), align: 'right', render: (row) => row.breaches },
    { key: 'warnings', title: t('warnings'), align: 'right', render: (row) => row.warnings },
    { key: 'accounts', title: t('accountsInUse'), align: 'right', render: (row) => `${String(row.activeAccounts)} / ${String(row.accounts)}` },
    { key: 'released', title: t('released30'), align: 'right', render: (row) => row.released30 },
    {
      key: 'inquiries',
      title: t('inquiries30'),
      align: 'right',
      render: (row) => `${String(row.inquiriesAnswered30)} / ${String(row.inquiriesReceived30)}`,
    },
    {
      key: 'inTime',
      title: t('inTime'),
      align: 'right',
      render: (row) => (row.answeredInTimeRate === null ? t('unknown') : `${String(Math.round(row.answeredInTimeRate * 100))}%`),
    },
  ];
  return <DataTable label={t('counties')} columns={columns} rows={sorted} rowKey={(row) => String(row.county.code)} />;
}
