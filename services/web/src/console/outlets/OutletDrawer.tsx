import { Alert, Drawer, Tabs } from 'antd';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import type { OutletPartsFragment } from '../gql/graphql';
import { Access } from './Access';
import { Dead } from './Dead';
import { Editors } from './Editors';
import { Sent } from './Sent';
import type { Once } from './SecretDialog';
import { outletsText } from './text';

export interface OutletDrawerProps {
  outlet: OutletPartsFragment | null;
  manage: boolean;
  onClose: () => void;
  onToken: (once: Once) => void;
}

/** One outlet: what it was sent, what it did not get, its people and its programs. */
export function OutletDrawer({ outlet, manage, onClose, onToken }: OutletDrawerProps) {
  return (
    <Drawer open={outlet !== null} onClose={onClose} size={760} title={outlet?.name}>
      {outlet ? <Shown key={outlet.id} outlet={outlet} manage={manage} onToken={onToken} /> : null}
    </Drawer>
  );
}

function Shown({ outlet, manage, onToken }: { outlet: OutletPartsFragment; manage: boolean; onToken: (once: Once) => void }) {
  const t = useText(outletsText);
  const items = [
    { key: 'deliveries', label: t('tab_deliveries'), children: <Sent outlet={outlet} manage={manage} /> },
    { key: 'dead', label: `${t('tab_dead')}${outlet.dead > 0 ? ` ${String(outlet.dead)}` : ''}`, children: <Dead outlet={outlet} manage={manage} /> },
    { key: 'editors', label: t('tab_editors'), children: <Editors outlet={outlet} manage={manage} /> },
    { key: 'access', label: t('tab_access'), children: <Access outlet={outlet} manage={manage} onToken={onToken} /> },
  ];
  return (
    <>
      <Health outlet={outlet} />
      {outlet.contact ? (
        <p>
          {t('contact')}：{outlet.contact}
        </p>
      ) : null}
      <Tabs items={items} />
    </>
  );
}

/** Says what is wrong, and by when something must be done. */
function Health({ outlet }: { outlet: OutletPartsFragment }) {
  const t = useText(outletsText);
  const since = outlet.failingSince ? stamp(outlet.failingSince) : '';
  if (outlet.disabledFor) {
    const title = outlet.disabledFor === 'gone' ? t('disabledGone') : t('disabledFailing', { at: since });
    return <Alert type="error" showIcon style={{ marginBottom: 12 }} title={title} />;
  }
  if (!outlet.failingSince) return null;
  const by = outlet.disabledFrom ? t('willDisable', { at: stamp(outlet.disabledFrom) }) : undefined;
  return <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t('failing', { at: since })} description={by} />;
}
