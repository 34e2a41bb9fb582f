import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
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
import { AddSourceDocument, AllSourcesDocument, EditSourceDocument, EndSourceDocument, SourcesFileDocument, type AllSourcesQuery } from '../gql/graphql';
import { useWord } from '../words';
import { SourceImport } from './SourceImport';
import { settingsText } from './text';
import { keep } from './words/keep';

type Row = AllSourcesQuery['sources'][number];

const lists = ['national', 'province', 'city', 'local'];

/** An import names no type of what it adds, so the list would not refresh without this. */
const watched = { additionalTypenames: ['Source', 'SourcePreview'] };

/** 稿源单位: only these may be reprinted, each from its first day to its last. */
export function Sources() {
  const t = useText(settingsText);
  const common = useText(staffText);
  const word = useWord();
  const { modal } = App.useApp();
  const client = useClient();
  const sources = useQuery({ query: AllSourcesDocument, context: watched });
  const end = useAct(EndSourceDocument);
  const [dialog, setDialog] = useState<'add' | 'import' | Row | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const save = async () => {
    setFault(null);
    const file = await client.query(SourcesFileDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) keep(file.data.sourcesFile);
    else if (file.error) setFault(faultOf(file.error));
  };
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
    { key: 'licence', title: t('licence'), width: '160px', wideOnly: true, render: (row) => row.licence || '—' },
    { key: 'days', title: t('days'), width: '220px', render: (row) => `${row.startsOn} — ${row.endsOn ?? ''}` },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={row.inForce ? 'good' : 'neutral'}>{row.inForce ? t('inForce') : t('notInForce')}</Mark> },
    {
      key: 'act',
      title: t('act'),
      width: '150px',
      render: (row) => (
        <Space size={4} wrap>
          <Button size="small" aria-label={t('editSource', { name: row.name })} onClick={() => setDialog(row)}>
            {t('edit')}
          </Button>
          {row.endsOn ? null : (
            <Button size="small" onClick={() => ask(row)}>
              {t('endSource')}
            </Button>
          )}
        </Space>
      ),
    },
  ];
  return (
    <>
      <FaultNote fault={end.fault ?? fault} />
      <Space wrap style={{ marginBottom: 12 }}>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setDialog('add')}>
          {t('addSource')}
        </Button>
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => setDialog('import')}>
          {t('importSources')}
        </Button>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
          {t('exportSources')}
        </Button>
      </Space>
      <Answer query={sources}>
        {(data) =>
          data.sources.length === 0 ? (
            <Empty title={t('noSources')} hint={t('noSourcesHint')} />
          ) : (
            <DataTable label={t('sources')} columns={shape} rows={data.sources} rowKey={(row) => row.id} />
          )
        }
      </Answer>
      {dialog === 'add' ? <SourceDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'import' ? <SourceImport onClose={() => setDialog(null)} /> : null}
      {dialog !== null && typeof dialog === 'object' ? <EditDialog source={dialog} onClose={() => setDialog(null)} /> : null}
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

function EditDialog({ source, onClose }: { source: Row; onClose: () => void }) {
  useFocusReturn();
  const t = useText(settingsText);
  const common = useText(staffText);
  const word = useWord();
  const edit = useAct(EditSourceDocument);
  const [form] = Form.useForm<{ domain?: string; list: string; licence?: string }>();
  return (
    <Modal open title={t('editSource', { name: source.name })} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: edit.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={edit.fault} shown={['domain', 'list', 'licence']} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ domain: source.domain ?? '', list: source.list, licence: source.licence }}
        onFinish={({ domain, list, licence }) => {
          void edit.run({ id: source.id, domain: domain?.trim() || null, list, licence: licence ?? '' }).then((done) => (done ? onClose() : undefined));
        }}
      >
        <Form.Item name="domain" label={t('domain')} extra={t('domainHint')} {...fieldProps(edit.fault, 'domain')}>
          <Input maxLength={120} placeholder="example.gov.cn" />
        </Form.Item>
        <Form.Item name="list" label={t('list')} {...fieldProps(edit.fault, 'list')}>
          <Select options={lists.map((value) => ({ value, label: word('list', value) }))} />
        </Form.Item>
        <Form.Item name="licence" label={t('licence')} extra={t('licenceHint')} {...fieldProps(edit.fault, 'licence')}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
