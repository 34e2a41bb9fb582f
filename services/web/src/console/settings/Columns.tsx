import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { RowButton } from '../../shared/staff/RowButton';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import { AllColumnsDocument, CreateColumnDocument, EditColumnDocument, type AllColumnsQuery } from '../gql/graphql';
import { Rhythms } from './Rhythms';
import { settingsText } from './text';

type Row = AllColumnsQuery['columns'][number];

/** 栏目: the shelves of the public site, in their order. */
export function Columns() {
  const t = useText(settingsText);
  const columns = useQuery({ query: AllColumnsDocument });
  const [editing, setEditing] = useState<Row | 'new' | null>(null);
  const shape: Column<Row>[] = [
    {
      key: 'name',
      title: t('name'),
      render: (row) => (
        <RowButton onClick={() => setEditing(row)}>
          {row.name}
        </RowButton>
      ),
    },
    { key: 'nameEn', title: t('nameEn'), render: (row) => row.nameEn },
    { key: 'slug', title: t('slug'), width: '160px', render: (row) => <code>{row.slug}</code> },
    { key: 'position', title: t('position'), width: '70px', align: 'right', render: (row) => row.position },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={row.active ? 'good' : 'neutral'}>{row.active ? t('shown') : t('hidden')}</Mark> },
  ];
  return (
    <>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setEditing('new')}>
        {t('addColumn')}
      </Button>
      <Answer query={columns}>
        {(data) => (
          <>
            {data.columns.length === 0 ? (
              <Empty title={t('noColumns')} />
            ) : (
              <DataTable label={t('columns')} columns={shape} rows={data.columns} rowKey={(row) => row.id} onOpen={setEditing} />
            )}
            <Rhythms />
          </>
        )}
      </Answer>
      {editing ? <ColumnDialog column={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </>
  );
}

interface Values {
  slug: string;
  name: string;
  nameEn: string;
  position: number;
  active: boolean;
}

function ColumnDialog({ column, onClose }: { column: Row | null; onClose: () => void }) {
  useFocusReturn();
  const t = useText(settingsText);
  const common = useText(staffText);
  const create = useAct(CreateColumnDocument);
  const edit = useAct(EditColumnDocument);
  const [form] = Form.useForm<Values>();
  const fault = create.fault ?? edit.fault;
  const confirm = async ({ slug, name, nameEn, position, active }: Values) => {
    const done = column
      ? await edit.run({ id: column.id, name, nameEn, position, active })
      : await create.run({ slug, name, nameEn, position });
    if (done) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={column ? t('editColumn') : t('addColumn')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: create.busy || edit.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['slug', 'name', 'nameEn', 'position']} />
      <Form form={form} layout="vertical" initialValues={column ?? { position: 10, active: true }} onFinish={(values) => void confirm(values)}>
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(fault, 'name')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')} rules={required} {...fieldProps(fault, 'nameEn')}>
          <Input maxLength={80} />
        </Form.Item>
        {column ? null : (
          <Form.Item name="slug" label={t('slug')} extra={t('slugHint')} rules={required} {...fieldProps(fault, 'slug')}>
            <Input maxLength={40} />
          </Form.Item>
        )}
        <Form.Item name="position" label={t('position')} rules={required} {...fieldProps(fault, 'position')}>
          <InputNumber min={0} max={999} precision={0} />
        </Form.Item>
        {column ? (
          <Form.Item name="active" valuePropName="checked">
            <Checkbox>{t('shown')}</Checkbox>
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
