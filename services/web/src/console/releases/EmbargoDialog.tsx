import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { SetEmbargoDocument, type ReleaseQuery } from '../gql/graphql';
import { wallOf } from './month';
import { releasesText } from './text';

type Release = NonNullable<ReleaseQuery['release']>;

const concerns = { additionalTypenames: ['Release'] };

/** Keeps a piece back everywhere until a time, whatever is planned. */
export function EmbargoDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const act = useAct(SetEmbargoDocument, concerns);
  const [wall, setWall] = useState(() => wallOf(release.embargo?.until ?? release.scheduledAt));
  const [reason, setReason] = useState(release.embargo?.reason ?? '');
  const confirm = async () => {
    if (await act.run({ articleId: release.article.id, until: fromWall(wall), reason: reason.trim() })) onClose();
  };
  return (
    <Modal
      open
      title={t('embargo')}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: act.busy, disabled: wall === '' || reason.trim() === '' }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={act.fault} shown={['until', 'reason']} />
      <p>{t('embargoNote')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('embargoAt')} htmlFor="embargo-until" required {...fieldProps(act.fault, 'until')}>
          <Input id="embargo-until" type="datetime-local" style={{ width: 210 }} value={wall} onChange={(event) => setWall(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('embargoWhy')} htmlFor="embargo-reason" required {...fieldProps(act.fault, 'reason')}>
          <Input id="embargo-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
