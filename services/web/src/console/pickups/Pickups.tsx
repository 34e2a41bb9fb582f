import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Select, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Filters } from '../../shared/staff/Filters';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { Empty } from '../../shared/states/States';
import { ComparePickupDocument, PickupChoicesDocument, PickupsDocument, VouchForPickupDocument, type PickupPartsFragment } from '../gql/graphql';
import { useCountyRight } from '../session';
import { useWord } from '../words';
import { Found } from './Found';
import { Register } from './Register';
import { pickupsText } from './text';

/** An empty list names no type, so the first pickup would not refresh it without this. */
const watched = { additionalTypenames: ['Pickup'] };

/** Every page that was told of, what was found on it, and what a person may do where nothing was. */
export function Pickups() {
  const t = useText(pickupsText);
  const manage = useCountyRight()('pickup.manage');
  const paging = usePaging();
  const [outletId, setOutletId] = useState('');
  const [open, setOpen] = useState(false);
  const [registering, setRegistering] = useState(false);
  const [vouching, setVouching] = useState<PickupPartsFragment | null>(null);
  const pickups = useQuery({ query: PickupsDocument, variables: { first: 20, after: paging.after, outletId: outletId || null, open }, context: watched });
  const [{ data: choices }] = useQuery({ query: PickupChoicesDocument });
  const compare = useAct(ComparePickupDocument);
  const outlets = choices?.outlets ?? [];
  return (
    <>
      <FaultNote fault={compare.fault} />
      <Filters>
        <Select
          aria-label={t('outlet')}
          value={outletId}
          style={{ width: 180 }}
          onChange={(value: string) => {
            paging.reset();
            setOutletId(value);
          }}
          options={[{ value: '', label: t('allOutlets') }, ...outlets.map((outlet) => ({ value: outlet.id, label: outlet.name }))]}
        />
        <Checkbox
          checked={open}
          onChange={(event) => {
            paging.reset();
            setOpen(event.target.checked);
          }}
        >
          {t('open')}
        </Checkbox>
        {manage ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setRegistering(true)}>
            {t('register')}
          </Button>
        ) : null}
      </Filters>
      <Answer query={pickups}>
        {({ pickups: page }) => (
          <>
            {page.nodes.length === 0 ? (
              <Empty title={outletId || open ? t('noneFound') : t('none')} hint={t('noneHint')} />
            ) : (
              <Lines rows={page.nodes} manage={manage} onAgain={(row) => void compare.run({ id: row.id })} onVouch={setVouching} />
            )}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
      {registering ? <Register outlets={outlets} onClose={() => setRegistering(false)} /> : null}
      {vouching ? <Vouch pickup={vouching} onClose={() => setVouching(null)} /> : null}
    </>
  );
}

interface LinesProps {
  rows: PickupPartsFragment[];
  manage: boolean;
  onAgain: (row: PickupPartsFragment) => void;
  onVouch: (row: PickupPartsFragment) => void;
}

function Lines({ rows, manage, onAgain, onVouch }: LinesProps) {
  const t = useText(pickupsText);
  const lang = useLang();
  const word = useWord();
  const columns: Column<PickupPartsFragment>[] = [
    {
      key: 'piece',
      title: t('piece'),
      render: (row) => (
        <>
          {row.title}
          <div style={{ fontSize: 12, overflowWrap: 'anywhere' }}>
            <a href={row.url} target="_blank" rel="noreferrer">
              {row.url}
            </a>
          </div>
        </>
      ),
    },
    { key: 'outlet', title: t('outlet'), width: '120px', render: (row) => row.outletName },
    { key: 'department', title: t('department'), width: '140px', wideOnly: true, render: (row) => (lang === 'zh' ? row.department?.name : row.department?.nameEn) },
    { key: 'usedOn', title: t('usedOn'), width: '110px', render: (row) => row.usedOn },
    { key: 'via', title: t('via'), width: '100px', render: (row) => word('via', row.via) },
    { key: 'state', title: t('state'), width: '170px', render: (row) => <Found row={row} /> },
    { key: 'counted', title: t('counted'), width: '60px', render: (row) => (row.counted ? t('yes') : t('no')) },
  ];
  if (manage) {
    columns.push({
      key: 'act',
      title: t('act'),
      width: '180px',
      render: (row) => (
        <Space wrap size={4}>
          <Button size="small" onClick={() => onAgain(row)}>{t('again')}</Button>
          {row.counted ? null : <Button size="small" onClick={() => onVouch(row)}>{t('vouch')}</Button>}
        </Space>
      ),
    });
  }
  return <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

function Vouch({ pickup, onClose }: { pickup: PickupPartsFragment; onClose: () => void }) {
  const t = useText(pickupsText);
  const vouch = useAct(VouchForPickupDocument);
  return (
    <ReasonDialog
      open
      title={t('vouchTitle')}
      note={t('vouchNote')}
      label={t('ground')}
      okText={t('vouch')}
      busy={vouch.busy}
      fault={vouch.fault}
      onCancel={onClose}
      onConfirm={(reason) => {
        void vouch.run({ id: pickup.id, reason }).then((data) => (data ? onClose() : undefined));
      }}
    />
  );
}
