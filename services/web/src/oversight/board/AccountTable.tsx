import { useText, wordFor } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import type { BoardPartsFragment } from '../gql/graphql';
import { LevelMark } from '../LevelMark';
import { oversightText, useNamed } from '../text';

type Row = BoardPartsFragment['accounts'][number];

export function AccountTable({ rows }: { rows: readonly Row[] }) {
  const t = useText(oversightText);
  const named = useNamed();
  const columns: Column<Row>[] = [
    { key: 'account', title: t('account'), render: (row) => `${named(row.county)} · ${row.accountName}` },
    { key: 'rank', title: t('rank'), width: '70px', align: 'right', render: (row) => row.rank },
    { key: 'level', title: t('level'), width: '120px', render: (row) => <LevelMark level={row.level} /> },
    { key: 'channel', title: t('channel'), width: '90px', render: (row) => wordFor(t, oversightText, `channel_${row.channel.toLowerCase()}`, row.channel) },
    {
      key: 'since',
      title: t('sinceUpdate'),
      align: 'right',
      render: (row) => (row.daysSinceUpdate === null ? t('unknown') : t('days', { n: row.daysSinceUpdate })),
    },
    { key: 'released', title: t('released30'), align: 'right', render: (row) => row.released30 },
    { key: 'last', title: t('lastLive'), width: '150px', render: (row) => (row.lastLiveAt ? stamp(row.lastLiveAt) : t('unknown')) },
  ];
  return <DataTable label={t('ranking')} columns={columns} rows={[...rows].sort((a, b) => a.rank - b.rank)} rowKey={(row) => row.accountId} />;
}
