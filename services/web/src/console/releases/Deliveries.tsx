import { Link } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import type { ReleaseQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { releasesText } from './text';

type Row = Pick<NonNullable<ReleaseQuery['release']>['deliveries'][number], 'id' | 'seq' | 'kind' | 'state' | 'attempts' | 'nextAt' | 'lastStatus' | 'lastError' | 'deliveredAt'> & {
  /** Of one piece, which outlet. */
  outlet?: { name: string };
  /** Of one outlet, which piece. */
  title?: string;
  releaseId?: string;
};

/** What was sent to outlets; `none` says what it means that nothing was. */
export function Deliveries({ deliveries, none }: { deliveries: Row[]; none: string }) {
  const t = useText(releasesText);
  const word = useWord();
  if (deliveries.length === 0) return <p style={{ margin: 0 }}>{none}</p>;
  const columns: Column<Row>[] = [
    deliveries[0]?.outlet
      ? { key: 'outlet', title: t('outlet'), render: (row) => row.outlet?.name }
      : { key: 'piece', title: t('piece'), render: (row) => <Link to={`/console/releases/${row.releaseId ?? ''}`}>{row.title}</Link> },
    { key: 'seq', title: t('seq'), width: '70px', align: 'right', wideOnly: true, render: (row) => row.seq },
    { key: 'kind', title: t('deliveryKind'), width: '90px', render: (row) => word('delivery', row.kind) },
    { key: 'state', title: t('state'), width: '110px', render: (row) => <Mark tone={toneOf(row.state)}>{word('sent', row.state)}</Mark> },
    { key: 'attempts', title: t('attempts'), width: '70px', align: 'right', render: (row) => row.attempts },
    {
      key: 'detail',
      title: t('detail'),
      render: (row) => {
        if (row.deliveredAt) return stamp(row.deliveredAt);
        // What is offered waits for nobody, and what was given up is not tried again.
        const next = row.state.toLowerCase() === 'queued' ? t('nextAt', { at: stamp(row.nextAt) }) : null;
        return [row.lastStatus, row.lastError, next].filter(Boolean).join(' · ') || '—';
      },
    },
  ];
  return <DataTable label={t('deliveries')} columns={columns} rows={deliveries} rowKey={(row) => row.id} />;
}
