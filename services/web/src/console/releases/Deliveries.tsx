import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import type { ReleaseQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { releasesText } from './text';

type Row = Pick<NonNullable<ReleaseQuery['release']>['deliveries'][number], 'id' | 'seq' | 'kind' | 'state' | 'attempts' | 'nextAt' | 'lastStatus' | 'lastError' | 'deliveredAt'> & {
  outlet?: { name: string };
};

/** What was sent to outlets. */
export function Deliveries({ deliveries }: { deliveries: Row[] }) {
  const t = useText(releasesText);
  const word = useWord();
  if (deliveries.length === 0) return <p style={{ margin: 0 }}>{t('noDeliveries')}</p>;
  const columns: Column<Row>[] = [
    { key: 'seq', title: t('seq'), width: '80px', render: (row) => row.seq },
    ...(deliveries[0]?.outlet ? [{ key: 'outlet', title: t('outlet'), render: (row: Row) => row.outlet?.name }] : []),
    { key: 'kind', title: t('deliveryKind'), width: '90px', render: (row) => word('delivery', row.kind) },
    { key: 'state', title: t('state'), width: '110px', render: (row) => <Mark tone={toneOf(row.state)}>{word('sent', row.state)}</Mark> },
    { key: 'attempts', title: t('attempts'), width: '70px', align: 'right', render: (row) => row.attempts },
    {
      key: 'detail',
      title: t('detail'),
      render: (row) => (row.deliveredAt ? stamp(row.deliveredAt) : [row.lastStatus, row.lastError, t('nextAt', { at: stamp(row.nextAt) })].filter(Boolean).join(' · ')),
    },
  ];
  return <DataTable label={t('deliveries')} columns={columns} rows={deliveries} rowKey={(row) => row.id} />;
}
