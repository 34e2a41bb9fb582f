import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Page } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { RelayLedgerDocument, RelayLedgerFileDocument, type RelayLedgerQuery } from '../gql/graphql';
import { periods } from '../submissions/periods';
import s from './Relay.module.css';
import { relayText } from './text';

type Line = RelayLedgerQuery['relayLedger'][number];

const watched = { additionalTypenames: ['RelayTask', 'RelayLine'] };
const counted = ['ordered', 'inTime', 'late', 'missing', 'declined', 'open'] as const;

/** 转载台账: departments side by side over a period, never people. */
export function Component() {
  const t = useText(relayText);
  const client = useClient();
  const [search, setSearch] = useSearchParams();
  const today = isoDay(new Date());
  const from = search.get('from') ?? periods(today).thisMonth[0];
  const until = search.get('until') ?? today;
  const ledger = useQuery({ query: RelayLedgerDocument, variables: { from, until }, context: watched });
  const [fault, setFault] = useState<Fault | null>(null);
  const set = (from: string, until: string) => setSearch({ from, until });
  const save = async () => {
    setFault(null);
    const file = await client.query(RelayLedgerFileDocument, { from, until }, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) download(file.data.relayLedgerFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  return (
    <Page
      title={t('ledgerTitle')}
      lead={t('ledgerLead')}
      actions={
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
          {t('exportFile')}
        </Button>
      }
    >
      <FaultNote fault={fault} />
      <div className={s.period} role="search">
        {Object.entries(periods(today)).map(([key, [first, last]]) => (
          <Button key={key} type={from === first && until === last ? 'primary' : 'default'} onClick={() => set(first, last)}>
            {t(key as 'thisMonth' | 'thisQuarter' | 'thisYear')}
          </Button>
        ))}
        <Input type="date" aria-label={t('fromDay')} value={from} style={{ width: 150 }} onChange={(event) => event.target.value && set(event.target.value, until)} />
        <Input type="date" aria-label={t('untilDay')} value={until} style={{ width: 150 }} onChange={(event) => event.target.value && set(from, event.target.value)} />
      </div>
      <Answer query={ledger}>{(data) => <Lines lines={data.relayLedger} />}</Answer>
    </Page>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  const t = useText(relayText);
  const lang = useLang();
  if (lines.length === 0) return <Empty title={t('noLines')} />;
  const columns: Column<Line>[] = [
    { key: 'department', title: t('department'), render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) },
    ...counted.map((key): Column<Line> => ({ key, title: t(`c_${key}`), width: '100px', align: 'right', render: (row) => row[key] })),
    { key: 'rate', title: t('rate'), width: '100px', align: 'right', render: (row) => <strong>{rateOf(row)}</strong> },
  ];
  return <DataTable label={t('ledgerTitle')} columns={columns} rows={lines} rowKey={(row) => row.departmentId} />;
}

/** Of what was due, the part that was out in time. */
function rateOf({ inTime, late, missing }: Line): string {
  const due = inTime + late + missing;
  return due === 0 ? '—' : `${String(Math.round((100 * inTime) / due))}%`;
}
