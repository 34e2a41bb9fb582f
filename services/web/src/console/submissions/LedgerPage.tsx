import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Page } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { AdoptionLedgerDocument, AdoptionLedgerFileDocument, type AdoptionLedgerQuery } from '../gql/graphql';
import { keep } from './keep';
import { periods, rankOf } from './periods';
import s from './Submissions.module.css';
import { submissionsText } from './text';
import { WeightsDialog } from './WeightsDialog';

type Line = AdoptionLedgerQuery['adoptionLedger']['lines'][number];

const watched = { additionalTypenames: ['Submission', 'AdoptionWeights'] };
const counted = ['submitted', 'adopted', 'adoptedWithEdits', 'released', 'national', 'province', 'city'] as const;

/** 采用台账: departments side by side over a period, never people. */
export function Component() {
  const t = useText(submissionsText);
  const client = useClient();
  const [search, setSearch] = useSearchParams();
  const today = isoDay(new Date());
  const from = search.get('from') ?? periods(today).thisMonth[0];
  const until = search.get('until') ?? today;
  const ledger = useQuery({ query: AdoptionLedgerDocument, variables: { from, until }, context: watched });
  const [fault, setFault] = useState<Fault | null>(null);
  const [weighing, setWeighing] = useState(false);
  const set = (from: string, until: string) => setSearch({ from, until });
  const save = async () => {
    setFault(null);
    const file = await client.query(AdoptionLedgerFileDocument, { from, until }, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) keep(file.data.adoptionLedgerFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  const weights = ledger[0].data?.adoptionLedger;
  return (
    <Page
      title={t('ledgerTitle')}
      lead={t('ledgerLead')}
      actions={
        <>
          {weights?.mayWeigh ? <Button onClick={() => setWeighing(true)}>{t('weights')}</Button> : null}
          <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
            {t('exportFile')}
          </Button>
        </>
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
      <Answer query={ledger}>{(data) => <Lines lines={data.adoptionLedger.lines} />}</Answer>
      {weighing && weights ? <WeightsDialog weights={weights.weights} onClose={() => setWeighing(false)} /> : null}
    </Page>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  const t = useText(submissionsText);
  const lang = useLang();
  if (lines.length === 0) return <Empty title={t('noLines')} />;
  const columns: Column<Line>[] = [
    { key: 'department', title: t('department'), render: (row) => (lang === 'zh' ? row.department.name : row.department.nameEn) },
    { key: 'rank', title: t('rank'), width: '60px', align: 'right', render: (row) => rankOf(row.score, lines) },
    ...counted.map((key): Column<Line> => ({ key, title: t(key), width: '90px', align: 'right', render: (row) => row[key] })),
    { key: 'declined', title: t('declinedCount'), width: '90px', align: 'right', wideOnly: true, render: (row) => row.declined },
    { key: 'score', title: t('score'), width: '80px', align: 'right', render: (row) => <strong>{row.score}</strong> },
  ];
  return <DataTable label={t('ledgerTitle')} columns={columns} rows={lines} rowKey={(row) => row.departmentId} />;
}
