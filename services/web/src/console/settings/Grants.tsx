import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { fromWall, isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import { GrantOversightDocument, GrantsDocument, RevokeOversightDocument, type GrantPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { useWord } from '../words';
import { settingsText } from './text';

const scopes = ['figures', 'released', 'findings'];

/** 监管授权: what a higher office may see of this county, for how long, and how often it looked. Never drafts or citizens' data. */
export function Grants() {
  const t = useText(settingsText);
  const common = useText(staffText);
  const lang = useLang();
  const word = useWord();
  const may = useRight();
  const { modal } = App.useApp();
  const grants = useQuery({ query: GrantsDocument });
  const revoke = useAct(RevokeOversightDocument);
  const [granting, setGranting] = useState(false);
  const manage = may('grant.manage');
  const ask = (row: GrantPartsFragment) =>
    modal.confirm({
      title: t('revokeTitle', { name: row.grantee.name }),
      content: t('revokeNote'),
      okText: t('revoke'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => revoke.run({ id: row.id }),
    });
  const shape: Column<GrantPartsFragment>[] = [
    { key: 'grantee', title: t('grantee'), render: (row) => (lang === 'zh' ? row.grantee.name : row.grantee.nameEn) },
    { key: 'scopes', title: t('scopes'), render: (row) => row.scopes.map((scope) => word('scope', scope)).join('、') },
    { key: 'reason', title: t('reason'), render: (row) => row.reason },
    { key: 'days', title: t('days'), width: '220px', render: (row) => `${isoDay(row.startsAt)} — ${isoDay(row.revokedAt ?? row.endsAt)}` },
    { key: 'uses', title: t('uses'), width: '80px', align: 'right', render: (row) => row.uses },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={inForce(row) ? 'good' : 'neutral'}>{inForce(row) ? t('inForce') : t('notInForce')}</Mark> },
    { key: 'act', title: t('act'), width: '90px', render: (row) => (manage && inForce(row) ? <Button size="small" onClick={() => ask(row)}>{t('revoke')}</Button> : '—') },
  ];
  return (
    <>
      <FaultNote fault={revoke.fault} />
      {manage ? (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setGranting(true)}>
          {t('grant')}
        </Button>
      ) : null}
      <Answer query={grants}>
        {(data) =>
          data.oversightGrants.length === 0 ? (
            <Empty title={t('noGrants')} />
          ) : (
            <DataTable label={t('grants')} columns={shape} rows={data.oversightGrants} rowKey={(row) => row.id} />
          )
        }
      </Answer>
      {granting ? <GrantDialog onClose={() => setGranting(false)} /> : null}
    </>
  );
}

function inForce(row: GrantPartsFragment): boolean {
  return !row.revokedAt && new Date(row.endsAt) > new Date();
}

interface Values {
  granteeCode: number;
  scopes: string[];
  reason: string;
  endsOn: string;
}

function GrantDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(settingsText);
  const common = useText(staffText);
  const word = useWord();
  const grant = useAct(GrantOversightDocument);
  const [form] = Form.useForm<Values>();
  const confirm = async ({ endsOn, ...values }: Values) => {
    if (await grant.run({ ...values, endsAt: fromWall(`${endsOn}T23:59`) })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal open title={t('grant')} okText={t('grant')} cancelText={common('cancel')} okButtonProps={{ loading: grant.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={grant.fault} shown={['granteeCode', 'scopes', 'reason', 'endsAt']} />
      <p>{t('grantNote')}</p>
      <Form form={form} layout="vertical" initialValues={{ scopes }} onFinish={(values) => void confirm(values)}>
        <Form.Item name="granteeCode" label={t('granteeCode')} extra={t('granteeHint')} rules={required} {...fieldProps(grant.fault, 'granteeCode')}>
          <InputNumber min={100000} max={999999} precision={0} controls={false} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="scopes" label={t('scopes')} rules={required} {...fieldProps(grant.fault, 'scopes')}>
          <Checkbox.Group options={scopes.map((value) => ({ value, label: word('scope', value) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={required} {...fieldProps(grant.fault, 'reason')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="endsOn" label={t('endsOn')} rules={required} {...fieldProps(grant.fault, 'endsAt')}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
