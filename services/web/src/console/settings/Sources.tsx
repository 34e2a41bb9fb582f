import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import { AddSourceDocument, AllSourcesDocument, EndSourceDocument, type AllSourcesQuery } from '../gql/graphql';
import { useWord } from '../words';
import { settingsText } from './text';

type Row = AllSourcesQuery['sources'][number];

const lists = ['national', 'province', 'city', 'local'];

/** 稿源单位: only these may be reprinted, each from its first day to its last. */
export function Sources() {
  const t = useText(settingsText);
  const common = useText(staffText);
  const word = useWord();
  const { modal } = App.useApp();
  const sources = useQuery({ query: AllSourcesDocument });
  const end = useAct(EndSourceDocument);
  const [adding, setAdding] = useState(false);
  const ask = (row: Row) =>
    modal.confirm({
      title: t('endSourceTitle', { name: row.name }),
      content: t('endSourceNote'),
      okText: t('endSource'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => end.run({ id: row.id, endsOn: isoDay(new Date()) }),
    });
  const shape: Column<Row>[] = [
    { key: 'name', title: t('sourceName'), render: (row) => row.name },
    { key: 'domain', title: t('domain'), render: (row) => row.domain ?? '—' },
    { key: 'list', title: t('list'), width: '110px', render: (row) => word('list', row.list) },
    { key: 'days', title: t('days'), width: '220px', render: (row) => `${row.startsOn} — ${row.endsOn ?? ''}` },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={row.inForce ? 'good' : 'neutral'}>{row.inForce ? t('inForce') : t('notInForce')}</Mark> },
    { key: 'act', title: t('act'), width: '90px', render: (row) => (row.endsOn ? '—' : <Button size="small" onClick={() => ask(row)}>{t('endSource')}</Button>) },
  ];
  return (
    <>
      <FaultNote fault={end.fault} />
      <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setAdding(true)}>
        {t('addSource')}
      </Button>
      <Answer query={sources}>
        {(data) =>
          data.sources.length === 0 ? (
            <Empty title={t('noSources')} hint={t('noSourcesHint')} />
          ) : (
            <DataTable label={t('sources')} columns={shape} rows={data.sources} rowKey={(row) => row.id} />
          )
        }
      </Answer>
      {adding ? <SourceDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function SourceDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(settingsText);
  const common = useText(staffText);
  const word = useWord();
  const add = useAct(AddSourceDocument);
  const [form] = Form.useForm<{ name: string; domain?: string; list: string; startsOn: string }>();
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal open title={t('addSource')} okText={t('addSource')} cancelText={common('cancel')} okButtonProps={{ loading: add.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={add.fault} shown={['name', 'domain', 'list', 'startsOn']} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ list: 'national', startsOn: isoDay(new Date()) }}
        onFinish={({ domain, ...values }) => {
          void add.run({ ...values, domain: domain?.trim() || null }).then((done) => (done ? onClose() : undefined));
        }}
      >
        <Form.Item name="name" label={t('sourceName')} rules={required} {...fieldProps(add.fault, 'name')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="domain" label={t('domain')} extra={t('domainHint')} {...fieldProps(add.fault, 'domain')}>
          <Input maxLength={120} placeholder="example.gov.cn" />
        </Form.Item>
        <Form.Item name="list" label={t('list')} rules={required} {...fieldProps(add.fault, 'list')}>
          <Select options={lists.map((value) => ({ value, label: word('list', value) }))} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('startsOn')} rules={required} {...fieldProps(add.fault, 'startsOn')}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
