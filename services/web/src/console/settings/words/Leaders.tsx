import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, InputNumber, Modal, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../../shared/graphql/useAct';
import { useText } from '../../../shared/i18n/text';
import { isoDay } from '../../../shared/lib/time';
import { Answer } from '../../../shared/staff/Answer';
import { DataTable, type Column } from '../../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { Mark } from '../../../shared/staff/Mark';
import { staffText } from '../../../shared/staff/text';
import { useFocusReturn } from '../../../shared/staff/useFocusReturn';
import { Empty } from '../../../shared/states/States';
import { AddLeaderDocument, EditLeaderDocument, EndLeaderDocument, LeadersDocument, type LeaderPartsFragment } from '../../gql/graphql';
import { useRight } from '../../session';
import { wordsText } from './text';

const watched = { additionalTypenames: ['Leader'] };

/** 领导人名单: office-holders in the order they are named in. */
export function Leaders() {
  const t = useText(wordsText);
  const common = useText(staffText);
  const may = useRight();
  const { modal } = App.useApp();
  const leaders = useQuery({ query: LeadersDocument, context: watched });
  const end = useAct(EndLeaderDocument);
  const [editing, setEditing] = useState<LeaderPartsFragment | 'new' | null>(null);
  const manage = may('word.manage');
  const ask = (row: LeaderPartsFragment) =>
    modal.confirm({
      title: t('endLeaderTitle', { name: row.name }),
      content: t('endLeaderNote'),
      okText: t('endLeader'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => end.run({ id: row.id, endsOn: isoDay(new Date()) }),
    });
  const shape: Column<LeaderPartsFragment>[] = [
    { key: 'position', title: t('position'), width: '70px', align: 'right', render: (row) => row.position },
    { key: 'name', title: t('name'), width: '120px', render: (row) => row.name },
    { key: 'posts', title: t('posts'), render: (row) => row.posts.join('、') },
    { key: 'days', title: t('days'), width: '210px', render: (row) => `${row.startsOn} — ${row.endsOn ?? ''}` },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={row.inOffice ? 'good' : 'neutral'}>{row.inOffice ? t('inOffice') : t('leftOffice')}</Mark> },
    {
      key: 'act',
      title: t('act'),
      width: '130px',
      render: (row) =>
        manage ? (
          <Space size={0} wrap>
            <Button size="small" type="link" onClick={() => setEditing(row)}>
              {t('editLeader')}
            </Button>
            {row.endsOn ? null : (
              <Button size="small" type="link" danger onClick={() => ask(row)}>
                {t('endLeader')}
              </Button>
            )}
          </Space>
        ) : (
          '—'
        ),
    },
  ];
  return (
    <>
      <p>{t('leadersNote')}</p>
      <FaultNote fault={end.fault} />
      {manage ? (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setEditing('new')}>
          {t('addLeader')}
        </Button>
      ) : null}
      <Answer query={leaders}>
        {(data) =>
          data.leaders.length === 0 ? (
            <Empty title={t('noLeaders')} hint={t('noLeadersHint')} />
          ) : (
            <DataTable label={t('leaders')} columns={shape} rows={data.leaders} rowKey={(row) => row.id} />
          )
        }
      </Answer>
      {editing ? <LeaderDialog leader={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </>
  );
}

interface Values {
  name: string;
  posts: string;
  position: number;
  startsOn: string;
  endsOn?: string;
}

function LeaderDialog({ leader, onClose }: { leader: LeaderPartsFragment | null; onClose: () => void }) {
  useFocusReturn();
  const t = useText(wordsText);
  const common = useText(staffText);
  const add = useAct(AddLeaderDocument);
  const edit = useAct(EditLeaderDocument);
  const fault = add.fault ?? edit.fault;
  const [form] = Form.useForm<Values>();
  const required = [{ required: true, message: t('required') }];
  const confirm = async ({ posts, endsOn, ...values }: Values) => {
    const input = { ...values, posts: posts.split(/[、\n]/), endsOn: endsOn || null };
    const done = leader ? await edit.run({ id: leader.id, input }) : await add.run({ input });
    if (done) onClose();
  };
  return (
    <Modal
      open
      title={leader ? t('editLeader') : t('addLeader')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: add.busy || edit.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['input.name', 'input.posts', 'input.position', 'input.endsOn']} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          name: leader?.name ?? '',
          posts: leader?.posts.join('、') ?? '',
          position: leader?.position ?? 1,
          startsOn: leader?.startsOn ?? isoDay(new Date()),
          endsOn: leader?.endsOn ?? '',
        }}
        onFinish={(values) => void confirm(values)}
      >
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(fault, 'input.name')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="posts" label={t('posts')} extra={t('postsHint')} rules={required} {...fieldProps(fault, 'input.posts')}>
          <Input.TextArea rows={2} maxLength={220} />
        </Form.Item>
        <Form.Item name="position" label={t('position')} rules={required} {...fieldProps(fault, 'input.position')}>
          <InputNumber min={1} max={999} precision={0} />
        </Form.Item>
        <Form.Item name="startsOn" label={t('from')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="endsOn" label={t('until')} {...fieldProps(fault, 'input.endsOn')}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
