import { useText, wordFor } from '../../shared/i18n/text';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import type { BoardPartsFragment } from '../gql/graphql';
import { LevelMark } from '../LevelMark';
import { oversightText, useNamed } from '../text';
import { worstFirst } from './levels';

type Row = BoardPartsFragment['standings'][number];

/** What is not met, the worst first, each with what is to be done about it. */
export function StandingTable({ rows }: { rows: readonly Row[] }) {
  const t = useText(oversightText);
  const named = useNamed();
  const open = rows.filter((row) => row.level !== 'MET').sort((a, b) => worstFirst(a.level, b.level));
  if (open.length === 0) return <LevelMark level="MET" text={t('allMet')} />;
  const columns: Column<Row>[] = [
    { key: 'owner', title: t('owner'), render: (row) => `${named(row.county)} · ${row.ownerName}` },
    { key: 'level', title: t('level'), width: '120px', render: (row) => <LevelMark level={row.level} /> },
    { key: 'indicator', title: t('indicator'), render: (row) => row.indicatorName },
    { key: 'detail', title: t('detail'), render: (row) => row.detail },
    { key: 'next', title: t('next'), render: (row) => wordFor(t, oversightText, `next_${row.indicator}`, t('next_other')) },
  ];
  return (
    <DataTable
      label={t('standings')}
      columns={columns}
      rows={open}
      rowKey={(row) => `${String(row.county.code)}/${row.indicator}/${row.ownerKind}/${row.ownerName}`}
    />
  );
}
