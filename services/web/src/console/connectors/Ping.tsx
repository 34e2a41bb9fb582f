import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { ConnectorCallsDocument, PingConnectorDocument } from '../gql/graphql';
import { connectorsText } from './text';

/** How often, and how many times, the log is asked what the test was answered: a little longer than the program has for it. */
const every = 1000;
const times = 25;

/** A test message, and what it was answered. */
export function Ping({ connectorId }: { connectorId: string }) {
  const t = useText(connectorsText);
  const ping = useAct(PingConnectorDocument);
  const [asked, setAsked] = useState<string | null>(null);
  const send = async () => setAsked((await ping.run({ id: connectorId }))?.pingConnector ?? null);
  return (
    <div style={{ marginTop: 12 }}>
      <FaultNote fault={ping.fault} />
      <Button loading={ping.busy} onClick={() => void send()}>
        {t('ping')}
      </Button>
      <div aria-live="polite">{asked ? <Answered key={asked} connectorId={connectorId} id={asked} /> : null}</div>
    </div>
  );
}

function Answered({ connectorId, id }: { connectorId: string; id: string }) {
  const t = useText(connectorsText);
  const [looked, setLooked] = useState(0);
  const [{ data }, again] = useQuery({ query: ConnectorCallsDocument, variables: { connectorId, first: 20 }, requestPolicy: 'network-only' });
  const found = data?.connectorCalls.nodes.find((call) => call.id === id);
  const waits = !found && looked < times;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => {
      setLooked((n) => n + 1);
      again({ requestPolicy: 'network-only' });
    }, every);
    return () => clearTimeout(timer);
  }, [waits, looked, again]);
  const style = { marginTop: 12 };
  if (waits) return <Alert type="info" showIcon style={style} title={t('pinging')} />;
  if (!found) return <Alert type="warning" showIcon style={style} title={t('pingSlow')} />;
  const words = found.answer ? t('pingWords', { words: found.answer }) : undefined;
  if (found.outcome === 'accepted') return <Alert type="success" showIcon style={style} title={t('pingGood', { status: found.status ?? '' })} description={words} />;
  return <Alert type="error" showIcon style={style} title={t('pingBad', { why: found.error ?? found.status ?? '' })} description={words} />;
}
