import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useAct } from '../../../shared/graphql/useAct';
import { useText } from '../../../shared/i18n/text';
import { isoDay } from '../../../shared/lib/time';
import { DataTable, type Column } from '../../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../../shared/staff/FaultNote';
import { BlockDateDocument, UnblockDateDocument, type CalendarRulesPartsFragment } from '../../gql/graphql';
import { releasesText } from '../text';
import { AccountChoice } from './AccountChoice';

type Row = CalendarRulesPartsFragment['blockedDates'][number];

/** Days on which nothing is planned. */
export function BlockedDays({ rules }: { rules: CalendarRulesPartsFragment }) {
  const t = useText(releasesText);
  const unblock = useAct(UnblockDateDocument);
  const act: Column<Row> = {
    key: 'act',
    title: t('act'),
    width: '90px',
    render: (row) => (
      <Button size="small" disabled={unblock.busy} aria-label={t('unblockOf', { day: row.day })} onClick={() => void unblock.run({ id: row.id })}>
        {t('unblock')}
      </Button>
    ),
  };
  const columns: Column<Row>[] = [
    { key: 'day', title: t('day'), width: '120px', render: (row) => row.day },
    { key: 'whose', title: t('whose'), width: '180px', render: (row) => row.account?.name ?? t('allAccounts') },
    { key: 'why', title: t('why'), render: (row) => row.reason },
    ...(rules.mayManage ? [act] : []),
  ];
  return (
    <>
      <p>{t('blockedNote')}</p>
      <FaultNote fault={unblock.fault} />
      {rules.blockedDates.length === 0 ? <p>{t('noneBlocked')}</p> : <DataTable label={t('blocked')} columns={columns} rows={rules.blockedDates} rowKey={(row) => row.id} />}
      {rules.mayManage ? <Add /> : null}
    </>
  );
}

function Add() {
  const t = useText(releasesText);
  const block = useAct(BlockDateDocument);
  const [day, setDay] = useState('');
  const [account, setAccount] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const add = async () => {
    if (!(await block.run({ day, accountId: account, reason: reason.trim() }))) return;
    setDay('');
    setReason('');
  };
  return (
    <Form layout="vertical" component="div" style={{ marginTop: 12 }}>
      <FaultNote fault={block.fault} shown={['day', 'reason']} />
      <Space wrap align="start">
        <Form.Item label={t('day')} htmlFor="block-day" {...fieldProps(block.fault, 'day')}>
          <Input id="block-day" type="date" min={isoDay(new Date())} value={day} onChange={(event) => setDay(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('whose')} htmlFor="block-account">
          <AccountChoice id="block-account" value={account} onChange={setAccount} />
        </Form.Item>
        <Form.Item label={t('why')} htmlFor="block-reason" {...fieldProps(block.fault, 'reason')}>
          <Input id="block-reason" maxLength={60} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Space>
      <div>
        <Button disabled={day === '' || reason.trim() === ''} loading={block.busy} onClick={() => void add()}>
          {t('block')}
        </Button>
      </div>
    </Form>
  );
}
