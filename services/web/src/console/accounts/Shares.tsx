import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Empty } from '../../shared/states/States';
import { AccountSharesDocument, AccountSharesFileDocument, type AccountSharesQuery } from '../gql/graphql';
import { keep } from '../submissions/keep';
import { periods } from '../submissions/periods';
import { useWord } from '../words';
import { accountsText } from './text';

type Row = AccountSharesQuery['accountShares'][number];

/** 原创占比: how much of what each account released is the county's own. */
export function Shares() {
  const t = useText(accountsText);
  const client = useClient();
  const today = isoDay(new Date());
  const [[from, until], setPeriod] = useState(periods(today).thisMonth);
  const [fault, setFault] = useState<Fault | null>(null);
  const shares = useQuery({ query: AccountSharesDocument, variables: { from, until } });
  const save = async () => {
    setFault(null);
    const file = await client.query(AccountSharesFileDocument, { from, until }, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) keep(file.data.accountSharesFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  return (
    <>
      <p>{t('sharesLead')}</p>
      <FaultNote fault={fault} />
      <Space wrap role="search" style={{ marginBottom: 12 }}>
        {Object.entries(periods(today)).map(([key, [first, last]]) => (
          <Button key={key} type={from === first && until === last ? 'primary' : 'default'} onClick={() => setPeriod([first, last])}>
            {t(key as 'thisMonth' | 'thisQuarter' | 'thisYear')}
          </Button>
        ))}
        <Input type="date" aria-label={t('fromDay')} value={from} style={{ width: 150 }} onChange={(event) => event.target.value && setPeriod([event.target.value, until])} />
        <Input type="date" aria-label={t('untilDay')} value={until} style={{ width: 150 }} onChange={(event) => event.target.value && setPeriod([from, event.target.value])} />
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
          {t('exportFile')}
        </Button>
      </Space>
      <Answer query={shares}>{(data) => <Lines rows={data.accountShares} />}</Answer>
    </>
  );
}

function Lines({ rows }: { rows: Row[] }) {
  const t = useText(accountsText);
  const lang = useLang();
  const word = useWord();
  if (rows.length === 0) return <Empty title={t('noAccounts')} />;
  const percent = new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { style: 'percent', maximumFractionDigits: 1 });
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), render: (row) => row.account.name },
    { key: 'channel', title: t('channel'), width: '110px', render: (row) => word('channel', row.account.channel) },
    { key: 'department', title: t('department'), width: '180px', wideOnly: true, render: (row) => (lang === 'zh' ? row.account.department.name : row.account.department.nameEn) },
    { key: 'all', title: t('releasedCount'), width: '90px', align: 'right', render: (row) => row.originals + row.reprints },
    { key: 'originals', title: t('originals'), width: '90px', align: 'right', render: (row) => row.originals },
    { key: 'reprints', title: t('reprints'), width: '90px', align: 'right', render: (row) => row.reprints },
    { key: 'share', title: t('share'), width: '110px', align: 'right', render: (row) => (typeof row.share === 'number' ? <strong>{percent.format(row.share)}</strong> : '—') },
  ];
  return <DataTable label={t('shares')} columns={columns} rows={rows} rowKey={(row) => row.account.id} />;
}
