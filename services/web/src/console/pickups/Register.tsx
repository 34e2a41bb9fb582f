import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { PiecesForPickupDocument, TellPickupDocument, type PickupChoicesQuery } from '../gql/graphql';
import { pickupsText } from './text';

interface Told {
  articleId: string;
  outletId: string;
  url: string;
  usedOn: string;
}

/** Our desk tells of a page it found. */
export function Register({ outlets, onClose }: { outlets: PickupChoicesQuery['outlets']; onClose: () => void }) {
  useFocusReturn();
  const t = useText(pickupsText);
  const common = useText(staffText);
  const { message } = App.useApp();
  const [search, setSearch] = useState('');
  const [{ data: pieces }] = useQuery({ query: PiecesForPickupDocument, variables: { search: search || null } });
  const tell = useAct(TellPickupDocument);
  const [form] = Form.useForm<Told>();
  const today = isoDay(new Date());
  const confirm = async ({ articleId, outletId, url, usedOn }: Told) => {
    const data = await tell.run({ articleId, outletId, url, usedOn: usedOn || null });
    if (!data) return;
    void message.success(data.tellPickup.fresh ? t('toldFresh') : t('toldKnown'));
    onClose();
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('register')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: tell.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>{t('registerNote')}</p>
      <FaultNote fault={tell.fault} shown={['url', 'usedOn']} />
      <Form form={form} layout="vertical" initialValues={{ url: '', usedOn: today }} onFinish={(told) => void confirm(told)}>
        <Form.Item name="articleId" label={t('piece')} rules={required}>
          <Select
            placeholder={t('findPiece')}
            showSearch={{ filterOption: false, onSearch: setSearch }}
            options={pieces?.articles.nodes.map((piece) => ({ value: piece.id, label: piece.title })) ?? []}
          />
        </Form.Item>
        <Form.Item name="outletId" label={t('outlet')} rules={required}>
          <Select placeholder={t('chooseOutlet')} options={outlets.map((outlet) => ({ value: outlet.id, label: outlet.name }))} />
        </Form.Item>
        <Form.Item name="url" label={t('url')} rules={required} {...fieldProps(tell.fault, 'url')}>
          <Input type="url" placeholder="https://" maxLength={2000} />
        </Form.Item>
        <Form.Item name="usedOn" label={t('usedOn')} {...fieldProps(tell.fault, 'usedOn')}>
          <Input type="date" max={today} style={{ width: 160 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
