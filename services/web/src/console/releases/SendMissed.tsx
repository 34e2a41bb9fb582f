import { Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall, stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { SendMissedTargetDocument, type TargetPartsFragment } from '../gql/graphql';
import { wallOf } from './month';
import { releasesText } from './text';
import { WhenField, type When } from './WhenField';

/** What was missed goes out after all: a person says so, and when. */
export function SendMissed({ target, onClose }: { target: TargetPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const send = useAct(SendMissedTargetDocument);
  const [when, setWhen] = useState<When>(() => ({ at: 'now', wall: wallOf(new Date(Date.now() + 3_600_000)) }));
  const confirm = async () => {
    const scheduledAt = when.at === 'now' ? new Date().toISOString() : fromWall(when.wall);
    if (await send.run({ id: target.id, scheduledAt })) onClose();
  };
  return (
    <Modal
      open
      title={t('sendMissedTitle', { name: target.account.name })}
      okText={when.at === 'now' ? t('releaseNow') : t('schedule')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: send.busy, disabled: when.at === 'later' && when.wall === '' }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={send.fault} />
      <p>{t('sendMissedNote', { at: stamp(target.scheduledAt) })}</p>
      <WhenField when={when} onChange={setWhen} />
    </Modal>
  );
}
