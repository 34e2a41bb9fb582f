import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import type { Tone } from '../../shared/theme/tokens';
import { DiscoveredAccountsDocument, type DiscoveryOutcome, type DiscoveryPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import s from './Account.module.css';
import { NoteDialog, SettleDialog } from './DiscoveryDialogs';
import { registerText } from './registerText';

const tones: Record<DiscoveryOutcome, Tone> = { REGISTERED: 'good', ASKED_TO_CLOSE: 'warn', CLOSED: 'neutral', NOT_OURS: 'neutral' };

/** An empty list names no type, so the first one noted would not refresh it without this. */
const watched = { additionalTypenames: ['DiscoveredAccount'] };

/** 未登记账号: found, and settled by a person. */
export function Discovered() {
  const t = useText(registerText);
  const may = useRight();
  const paging = usePaging();
  const [waiting, setWaiting] = useState(false);
  const [noting, setNoting] = useState(false);
  const [settling, setSettling] = useState<DiscoveryPartsFragment | null>(null);
  const found = useQuery({ query: DiscoveredAccountsDocument, variables: { first: 20, after: paging.after, waiting }, context: watched });
  const manage = may('account.manage');
  const narrow = (on: boolean) => {
    paging.reset();
    setWaiting(on);
  };
  return (
    <>
      <p className={s.quiet}>{t('discoveredLead')}</p>
      <div className={s.tools}>
        {manage ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNoting(true)}>
            {t('addDiscovery')}
          </Button>
        ) : null}
        <Checkbox checked={waiting} onChange={(event) => narrow(event.target.checked)}>
          {t('onlyWaiting')}
        </Checkbox>
      </div>
      <Answer query={found}>
        {({ discoveredAccounts: page }) =>
          page.nodes.length === 0 ? (
            <Empty title={t('noDiscoveries')} hint={t('noDiscoveriesHint')} />
          ) : (
            <>
              <Rows rows={page.nodes} manage={manage} onSettle={setSettling} />
              <Pager paging={paging} info={page.pageInfo} />
            </>
          )
        }
      </Answer>
      {noting ? <NoteDialog onClose={() => setNoting(false)} /> : null}
      {settling ? <SettleDialog found={settling} onClose={() => setSettling(null)} /> : null}
    </>
  );
}

function Rows({ rows, manage, onSettle }: { rows: DiscoveryPartsFragment[]; manage: boolean; onSettle: (row: DiscoveryPartsFragment) => void }) {
  const t = useText(registerText);
  const columns: Column<DiscoveryPartsFragment>[] = [
    {
      key: 'name',
      title: t('accountName'),
      render: (row) => (
        <>
          {row.name}{' '}
          {row.address ? (
            <a href={row.address} target="_blank" rel="noopener noreferrer">
              {t('openPage')}
            </a>
          ) : null}
        </>
      ),
    },
    { key: 'platform', title: t('platform'), width: '110px', render: (row) => row.platform },
    { key: 'found', title: t('foundBy'), width: '220px', render: (row) => `${row.foundBy} · ${row.foundOn}` },
    {
      key: 'outcome',
      title: t('outcome'),
      width: '240px',
      render: (row) => (
        <>
          {row.outcome ? <Mark tone={tones[row.outcome]}>{t(row.outcome)}</Mark> : <Mark tone="bad">{t('toSettle')}</Mark>}{' '}
          {row.account ? <Link to={`/console/accounts/${row.account.id}`}>{row.account.name}</Link> : null} {row.outcomeNote}
        </>
      ),
    },
  ];
  if (manage) {
    columns.push({
      key: 'act',
      title: t('act'),
      width: '90px',
      render: (row) =>
        !row.outcome || row.outcome === 'ASKED_TO_CLOSE' ? (
          <Button size="small" onClick={() => onSettle(row)}>
            {t('settle')}
          </Button>
        ) : (
          '—'
        ),
    });
  }
  return <DataTable label={t('discovered')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
