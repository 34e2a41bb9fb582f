import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { clock } from '../../shared/lib/time';
import { articlesText } from './text';
import type { Holding } from './useHold';

/** Who is writing, for whom they keep from writing. */
export function HoldNote({ hold, onTaken }: { hold: Holding; onTaken: () => void }) {
  const t = useText(articlesText);
  const [busy, setBusy] = useState(false);
  if (hold.mine) return null;
  const take = async () => {
    setBusy(true);
    await hold.takeOver();
    setBusy(false);
    onTaken();
  };
  const { other } = hold;
  const what = other ? t(hold.lost ? 'holdLost' : 'holdOther', { name: other.personName, at: clock(other.since) }) : t('holdFree');
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      style={{ marginBottom: 12 }}
      title={what}
      description={hold.lost ? t('holdLostNote') : t('holdOtherNote')}
      action={
        <Button loading={busy} onClick={() => void take()}>
          {other ? t('holdTake') : t('holdGoOn')}
        </Button>
      }
    />
  );
}
