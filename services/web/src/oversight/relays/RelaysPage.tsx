import { Button } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { Empty } from '../../shared/states/States';
import { RecallRelayOrderDocument, RelayOrdersDocument, type RelayOrdersQuery } from '../gql/graphql';
import { useNamed } from '../text';
import { InCounty } from './InCounty';
import { OrderDialog } from './OrderDialog';
import s from './Relays.module.css';
import { relaysText } from './text';

type Order = RelayOrdersQuery['relayOrders']['nodes'][number];

/** 转载任务: what the region ordered, and how each county has carried it. */
export function Component() {
  const t = useText(relaysText);
  const paging = usePaging();
  const [ordering, setOrdering] = useState(false);
  const orders = useQuery({ query: RelayOrdersDocument, variables: { first: 20, after: paging.after } });
  const again = () => orders[1]({ requestPolicy: 'network-only' });
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button type="primary" onClick={() => setOrdering(true)}>
          {t('order')}
        </Button>
      }
    >
      <Answer query={orders}>
        {({ relayOrders: page }) => (
          <>
            {page.nodes.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : page.nodes.map((order) => <Ordered key={order.id} order={order} onChanged={again} />)}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
      {ordering ? (
        <OrderDialog
          onClose={(done) => {
            setOrdering(false);
            if (done) again();
          }}
        />
      ) : null}
    </Page>
  );
}

function Ordered({ order, onChanged }: { order: Order; onChanged: () => void }) {
  const t = useText(relaysText);
  const named = useNamed();
  const recall = useAct(RecallRelayOrderDocument);
  const [asking, setAsking] = useState(false);
  return (
    <Section
      title={<span lang="zh-CN">{order.title}</span>}
      aside={
        order.recalledAt ? (
          <Mark tone="neutral">{t('recalled', { reason: order.recalledReason ?? '' })}</Mark>
        ) : (
          <Button size="small" danger onClick={() => setAsking(true)}>
            {t('recall')}
          </Button>
        )
      }
    >
      <p className={s.head}>
        <span lang="zh-CN">{order.sourceName}</span>
        <a href={order.sourceUrl} rel="noopener noreferrer" target="_blank" style={{ textDecoration: 'underline' }}>
          {t('original')}
        </a>
        <span>{t('ordered', { at: stamp(order.orderedAt) })}</span>
        <span>{t('due', { at: stamp(order.dueAt) })}</span>
        {order.channel ? <span>{t(`channel_${order.channel}`)}</span> : null}
      </p>
      {order.note ? <p lang="zh-CN">{order.note}</p> : null}
      <ul className={s.counties}>
        {order.counties.map((one) => (
          <InCounty key={one.county.code} name={named(one.county)} stand={one} />
        ))}
      </ul>
      <ReasonDialog
        open={asking}
        title={t('recallTitle', { title: order.title })}
        note={t('recallNote')}
        okText={t('recall')}
        danger
        busy={recall.busy}
        fault={recall.fault}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) =>
          void recall.run({ id: order.id, reason }).then((done) => {
            if (!done) return;
            setAsking(false);
            onChanged();
          })
        }
      />
    </Section>
  );
}
