import { Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { OrderRelayDocument, OrderRelayElsewhereDocument, RelayPiecesDocument, RelayPresetDocument, RelaySourcesDocument } from '../gql/graphql';
import { wallOf } from '../releases/month';
import { Among } from './Among';
import { termsOf, type Terms } from './terms';
import { relayText } from './text';

interface Values extends Terms {
  articleId?: string;
  title?: string;
  body?: string;
  sourceId?: string;
  url?: string;
}

export interface OrderDialogProps {
  /** A released piece that is already chosen. */
  piece?: { id: string; title: string };
  onClose: () => void;
  onOrdered: (id: string) => void;
}

/** Orders a relay: what is carried, by which accounts, by when. */
export function OrderDialog({ piece, onClose, onOrdered }: OrderDialogProps) {
  useFocusReturn();
  const t = useText(relayText);
  const common = useText(staffText);
  const ours = useAct(OrderRelayDocument);
  const elsewhere = useAct(OrderRelayElsewhereDocument);
  const [what, setWhat] = useState<'ours' | 'elsewhere'>('ours');
  const [form] = Form.useForm<Values>();
  const [{ data: preset }] = useQuery({ query: RelayPresetDocument });
  const fault = what === 'ours' ? ours.fault : elsewhere.fault;
  const required = [{ required: true, message: t('required') }];
  const save = async (values: Values) => {
    const terms = termsOf(values, fromWall);
    if (what === 'ours') {
      const data = await ours.run({ articleId: piece?.id ?? values.articleId ?? '', terms });
      if (data) onOrdered(data.orderRelay.id);
      return;
    }
    const { title = '', body = '', sourceId = '', url = '' } = values;
    const data = await elsewhere.run({ piece: { title, body, sourceId, url }, terms });
    if (data) onOrdered(data.orderRelayElsewhere.id);
  };
  return (
    <Modal
      open
      width={640}
      title={t('order')}
      okText={t('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: ours.busy || elsewhere.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['dueAt', 'note', 'title', 'body', 'sourceId', 'url', 'accountIds', 'channel']} />
      <Form form={form} layout="vertical" initialValues={{ among: 'all', note: '', accountIds: [] }} onFinish={(values) => void save(values)}>
        {piece ? (
          <p>
            <strong lang="zh-CN">{piece.title}</strong>
          </p>
        ) : (
          <Form.Item label={t('what')}>
            <Radio.Group
              value={what}
              onChange={(event) => setWhat(event.target.value as typeof what)}
              options={(['ours', 'elsewhere'] as const).map((value) => ({ value, label: t(value) }))}
            />
          </Form.Item>
        )}
        {what === 'ours' && !piece ? <Pick /> : null}
        {what === 'elsewhere' ? (
          <>
            <Form.Item name="title" label={t('pieceTitle')} rules={required} {...fieldProps(fault, 'title')}>
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="body" label={t('body')} extra={t('bodyHint')} rules={required} {...fieldProps(fault, 'body')}>
              <Input.TextArea rows={6} />
            </Form.Item>
            <Sources help={fieldProps(fault, 'sourceId')} />
            <Form.Item name="url" label={t('url')} rules={required} {...fieldProps(fault, 'url')}>
              <Input type="url" placeholder="https://" />
            </Form.Item>
          </>
        ) : null}
        <Among fault={fault} />
        <Form.Item name="dueAt" label={t('dueLabel')} extra={preset ? t('dueHint', { n: preset.relayPreset.dueHours }) : null} {...fieldProps(fault, 'dueAt')}>
          <Input type="datetime-local" style={{ width: 220 }} min={wallOf(new Date())} />
        </Form.Item>
        <Form.Item name="note" label={t('noteLabel')} {...fieldProps(fault, 'note')}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Finds a released piece of the county by its title. */
function Pick() {
  const t = useText(relayText);
  const lang = useLang();
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: RelayPiecesDocument, variables: { search: search || null } });
  return (
    <Form.Item name="articleId" label={t('pick')} rules={[{ required: true, message: t('required') }]}>
      <Select
        placeholder={t('pickHint')}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        options={(data?.articles.nodes ?? []).map((row) => ({ value: row.id, label: `${row.title} · ${lang === 'zh' ? row.department.name : row.department.nameEn}` }))}
      />
    </Form.Item>
  );
}

function Sources({ help }: { help: ReturnType<typeof fieldProps> }) {
  const t = useText(relayText);
  const [{ data }] = useQuery({ query: RelaySourcesDocument });
  return (
    <Form.Item name="sourceId" label={t('pickSource')} rules={[{ required: true, message: t('required') }]} {...help}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={(data?.sources ?? []).map((row) => ({ value: row.id, label: row.domain ? `${row.name}（${row.domain}）` : row.name }))}
      />
    </Form.Item>
  );
}
