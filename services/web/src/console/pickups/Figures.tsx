import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Space } from 'antd';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Empty } from '../../shared/states/States';
import { PickupFiguresDocument, PickupFiguresFileDocument, type PickupFiguresQuery, type PickupsBy } from '../gql/graphql';
import { periods } from '../submissions/periods';
import { pickupsText } from './text';

type Row = PickupFiguresQuery['pickupFigures'][number];

const ways: PickupsBy[] = ['OUTLET', 'DEPARTMENT', 'PIECE'];

/** 采用统计: outlets, departments or pieces side by side over a period, never people. */
export function Figures() {
  const t = useText(pickupsText);
  const client = useClient();
  const today = isoDay(new Date());
  const [[from, until], setPeriod] = useState(periods(today).thisMonth);
  const [by, setBy] = useState<PickupsBy>('OUTLET');
  const [fault, setFault] = useState<Fault | null>(null);
  const figures = useQuery({ query: PickupFiguresDocument, variables: { by, from, until } });
  const save = async () => {
    setFault(null);
    const file = await client.query(PickupFiguresFileDocument, { by, from, until }, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) download(file.data.pickupFiguresFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  return (
    <>
      <FaultNote fault={fault} />
      <Space wrap role="search" style={{ marginBottom: 12 }}>
        <Segmented aria-label={t('by')} value={by} onChange={setBy} options={ways.map((value) => ({ value, label: t(`by_${value}`) }))} />
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
      <Answer query={figures}>{(data) => <Lines by={by} rows={data.pickupFigures} />}</Answer>
    </>
  );
}

function Lines({ by, rows }: { by: PickupsBy; rows: Row[] }) {
  const t = useText(pickupsText);
  if (rows.length === 0) return <Empty title={t('noFigures')} />;
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), render: (row) => row.name },
    { key: 'pickups', title: t('pickups'), width: '110px', align: 'right', render: (row) => <strong>{row.pickups}</strong> },
    ...(by === 'PIECE' ? [] : [{ key: 'pieces', title: t('pieces'), width: '110px', align: 'right' as const, render: (row: Row) => row.pieces }]),
    ...(by === 'OUTLET' ? [] : [{ key: 'outlets', title: t('outlets'), width: '110px', align: 'right' as const, render: (row: Row) => row.outlets }]),
  ];
  return <DataTable label={t('tab_figures')} columns={columns} rows={rows} rowKey={(row) => row.ownerId} />;
}
