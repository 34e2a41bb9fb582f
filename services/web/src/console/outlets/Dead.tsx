import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { OutletDeliveriesDocument, ReplayDeliveryDocument, type OutletDeliveriesQuery, type OutletPartsFragment } from '../gql/graphql';
import { releasesText } from '../releases/text';
import { useWord } from '../words';
import { outletsText } from './text';

type Row = OutletDeliveriesQuery['deliveries']['nodes'][number];

/** What an outlet did not get, to be sent again one by one. */
export function Dead({ outlet, manage }: { outlet: OutletPartsFragment; manage: boolean }) {
  const t = useText(outletsText);
  const releases = useText(releasesText);
  const word = useWord();
  const paging = usePaging();
  const dead = useQuery({ query: OutletDeliveriesDocument, variables: { first: 20, after: paging.after, outletId: outlet.id, state: 'dead' } });
  const replay = useAct(ReplayDeliveryDocument);
  const [count, setCount] = useState<number | null>(null);
  const again = async (row: Row) => {
    const data = await replay.run({ id: row.id });
    if (!data) return;
    setCount(data.replayDelivery);
    dead[1]({ requestPolicy: 'network-only' });
  };
  const columns: Column<Row>[] = [
    { key: 'piece', title: releases('piece'), render: (row) => <Link to={`/console/releases/${row.releaseId}`}>{row.title}</Link> },
    { key: 'kind', title: releases('deliveryKind'), width: '90px', render: (row) => word('delivery', row.kind) },
    { key: 'attempts', title: releases('attempts'), width: '70px', align: 'right', render: (row) => row.attempts },
    { key: 'detail', title: releases('detail'), render: (row) => [row.lastStatus, row.lastError].filter(Boolean).join(' · ') },
  ];
  if (manage) {
    columns.push({
      key: 'act',
      title: t('act'),
      width: '90px',
      render: (row) => (
        <Button size="small" loading={replay.busy} onClick={() => void again(row)}>
          {t('replayOne')}
        </Button>
      ),
    });
  }
  return (
    <>
      <FaultNote fault={replay.fault} />
      {count !== null ? <p role="status">{t('replayed', { n: count })}</p> : null}
      <Answer query={dead}>
        {({ deliveries: page }) =>
          page.nodes.length === 0 ? (
            <Empty title={t('noDead')} hint={t('noDeadHint')} />
          ) : (
            <>
              <p>{t('deadLead')}</p>
              <DataTable label={t('tab_dead')} columns={columns} rows={page.nodes} rowKey={(row) => row.id} />
              <Pager paging={paging} info={page.pageInfo} />
            </>
          )
        }
      </Answer>
    </>
  );
}
