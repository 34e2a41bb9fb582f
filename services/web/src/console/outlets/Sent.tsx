import { Button, Input } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { OutletDeliveriesDocument, ReplayDeliveriesDocument, type OutletPartsFragment } from '../gql/graphql';
import { Deliveries } from '../releases/Deliveries';
import { wallOf } from '../releases/month';
import { outletsText } from './text';

/** What one outlet was sent, and sending it again from a time on. */
export function Sent({ outlet, manage }: { outlet: OutletPartsFragment; manage: boolean }) {
  const t = useText(outletsText);
  const paging = usePaging();
  const deliveries = useQuery({ query: OutletDeliveriesDocument, variables: { first: 20, after: paging.after, outletId: outlet.id, state: null } });
  const replay = useAct(ReplayDeliveriesDocument);
  const [since, setSince] = useState(() => wallOf(new Date(Date.now() - 86_400_000)));
  const [count, setCount] = useState<number | null>(null);
  const run = async () => {
    const data = await replay.run({ outletId: outlet.id, since: fromWall(since) });
    if (!data) return;
    setCount(data.replayDeliveries);
    deliveries[1]({ requestPolicy: 'network-only' });
  };
  return (
    <>
      {manage && outlet.endpoint ? (
        <>
          <FaultNote fault={replay.fault} />
          <p style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 }}>
            <label>
              {t('replaySince')} <Input type="datetime-local" style={{ width: 210 }} value={since} onChange={(event) => setSince(event.target.value)} />
            </label>
            <Button loading={replay.busy} disabled={since === ''} onClick={() => void run()}>
              {t('replay')}
            </Button>
            {count !== null ? <span role="status">{t('replayed', { n: count })}</span> : null}
          </p>
        </>
      ) : null}
      <Answer query={deliveries}>
        {(data) => (
          <>
            <Deliveries deliveries={data.deliveries.nodes} none={t('nothingSent')} />
            <Pager paging={paging} info={data.deliveries.pageInfo} />
          </>
        )}
      </Answer>
    </>
  );
}
