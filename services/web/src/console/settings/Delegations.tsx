import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { fromWall, stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import {
  DelegateSignOffDocument,
  DelegatesDocument,
  DelegationsDocument,
  RevokeDelegationDocument,
  type DelegationPartsFragment,
} from '../gql/graphql';
import { useRight } from '../session';
import { settingsText } from './text';

/** An empty list names no type, so the first delegation would not refresh it without this. */
const watched = { additionalTypenames: ['Delegation'] };

/** 委托签发: who signs off for whom, on which pieces and until when. A principal lends; what was lent is never lent on. */
export function Delegations() {
  const t = useText(settingsText);
  const common = useText(staffText);
  const lang = useLang();
  const may = useRight();
  const { modal } = App.useApp();
  const delegations = useQuery({ query: DelegationsDocument, context: watched });
  const revoke = useAct(RevokeDelegationDocument);
  const [lending, setLending] = useState(false);
  const ask = (row: DelegationPartsFragment) =>
    modal.confirm({
      title: t('takeBackTitle', { name: row.delegate.name }),
      content: t('takeBackNote'),
      okText: t('takeBack'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => revoke.run({ id: row.id }),
    });
  const where = (row: DelegationPartsFragment) =>
    row.department ? (lang === 'zh' ? row.department.name : row.department.nameEn) : t('wholeCounty');
  const shape: Column<DelegationPartsFragment>[] = [
    { key: 'principal', title: t('principal'), width: '110px', render: (row) => row.principal.name },
    { key: 'delegate', title: t('delegate'), width: '110px', render: (row) => row.delegate.name },
    { key: 'where', title: t('delegationScope'), width: '150px', render: where },
    { key: 'reason', title: t('delegationReason'), render: (row) => row.reason },
    { key: 'days', title: t('days'), width: '290px', render: (row) => `${stamp(row.startsAt)} — ${stamp(row.revokedAt ?? row.endsAt)}` },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={row.inForce ? 'good' : 'neutral'}>{row.inForce ? t('inForce') : t('notInForce')}</Mark> },
    { key: 'act', title: t('act'), width: '90px', render: (row) => (row.mayRevoke ? <Button size="small" onClick={() => ask(row)}>{t('takeBack')}</Button> : '—') },
  ];
  return (
    <>
      <FaultNote fault={revoke.fault} />
      {may('delegation.give') ? (
        <Button type="primary" icon={<PlusOutlined />} style={{ marginBottom: 12 }} onClick={() => setLending(true)}>
          {t('delegate_act')}
        </Button>
      ) : null}
      <Answer query={delegations}>
        {(data) =>
          data.delegations.length === 0 ? (
            <Empty title={t('noDelegations')} hint={t('noDelegationsHint')} />
          ) : (
            <DataTable label={t('delegations')} columns={shape} rows={data.delegations} rowKey={(row) => row.id} />
          )
        }
      </Answer>
      {lending ? <LendDialog onClose={() => setLending(false)} /> : null}
    </>
  );
}

interface Values {
  /** With its name, which a later search may no longer list. */
  person: { value: string };
  departmentId: string;
  startsOn: string;
  endsOn: string;
  reason: string;
}

function LendDialog({ onClose }: { onClose: () => void }) {
  const t = useText(settingsText);
  const common = useText(staffText);
  const lang = useLang();
  const lend = useAct(DelegateSignOffDocument);
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: DelegatesDocument, variables: { search: search || null } });
  const [form] = Form.useForm<Values>();
  const confirm = async ({ person, startsOn, endsOn, departmentId, reason }: Values) => {
    const dates = { startsAt: fromWall(startsOn), endsAt: fromWall(endsOn) };
    if (await lend.run({ personId: person.value, departmentId: departmentId || null, reason, ...dates })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  const people = (data?.people.nodes ?? []).filter((person) => person.active);
  return (
    <Modal open title={t('delegate_act')} okText={t('delegate_act')} cancelText={common('cancel')} okButtonProps={{ loading: lend.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={lend.fault} shown={['departmentId', 'startsAt', 'endsAt', 'reason']} />
      <p>{t('delegationNote')}</p>
      <Form form={form} layout="vertical" initialValues={{ departmentId: '' }} onFinish={(values) => void confirm(values)}>
        <Form.Item name="person" label={t('delegate')} rules={required}>
          <Select
            labelInValue
            showSearch={{ filterOption: false, onSearch: setSearch }}
            options={people.map((person) => ({ value: person.id, label: `${person.name} · ${lang === 'zh' ? person.department.name : person.department.nameEn}` }))}
          />
        </Form.Item>
        <Form.Item name="departmentId" label={t('delegationScope')} {...fieldProps(lend.fault, 'departmentId')}>
          <Select
            options={[
              { value: '', label: t('wholeCounty') },
              ...(data?.departments ?? []).map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn })),
            ]}
          />
        </Form.Item>
        <Form.Item name="startsOn" label={t('startsAt')} rules={required} {...fieldProps(lend.fault, 'startsAt')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="endsOn" label={t('endsAt')} rules={required} {...fieldProps(lend.fault, 'endsAt')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="reason" label={t('delegationReason')} rules={required} {...fieldProps(lend.fault, 'reason')}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
