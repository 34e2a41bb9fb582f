import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import { AccountsDocument, PauseAccountDocument, ResumeAccountDocument, type AccountPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { toneOf, useWord } from '../words';
import s from './Account.module.css';
import { Findings } from './Findings';
import { OpenAccountDialog } from './OpenAccountDialog';
import { registerText } from './registerText';
import { accountsText } from './text';
import { useRegisterFile } from './useRegisterFile';

export function Accounts() {
  const t = useText(accountsText);
  const common = useText(staffText);
  const may = useRight();
  const { modal } = App.useApp();
  const register = useText(registerText);
  const [closed, setClosed] = useState(false);
  const accounts = useQuery({ query: AccountsDocument, variables: { closed } });
  const file = useRegisterFile();
  const pause = useAct(PauseAccountDocument);
  const resume = useAct(ResumeAccountDocument);
  const [opening, setOpening] = useState(false);
  const [pausing, setPausing] = useState<AccountPartsFragment | null>(null);
  const manage = may('account.manage');
  const askResume = (account: AccountPartsFragment) =>
    modal.confirm({ title: t('resumeTitle', { name: account.name }), okText: t('resume'), cancelText: common('cancel'), onOk: () => resume.run({ id: account.id }) });
  return (
    <>
      <FaultNote fault={resume.fault ?? file.fault} />
      <Findings />
      <div className={s.tools}>
        {manage ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpening(true)}>
            {t('openAccount')}
          </Button>
        ) : null}
        <Button icon={<DownloadOutlined aria-hidden />} loading={file.busy} onClick={() => void file.save('XLSX')}>
          {register('exportXlsx')}
        </Button>
        <Button loading={file.busy} onClick={() => void file.save('CSV')}>
          {register('exportCsv')}
        </Button>
        <Checkbox checked={closed} onChange={(event) => setClosed(event.target.checked)}>
          {register('withClosed')}
        </Checkbox>
      </div>
      <Answer query={accounts}>
        {(data) =>
          data.accounts.length === 0 ? (
            <Empty title={t('noAccounts')} />
          ) : (
            <AccountTable accounts={data.accounts} manage={manage} onPause={setPausing} onResume={askResume} />
          )
        }
      </Answer>
      <OpenAccountDialog open={opening} onClose={() => setOpening(false)} />
      <ReasonDialog
        open={pausing !== null}
        title={t('pauseTitle', { name: pausing?.name ?? '' })}
        note={t('pauseNote')}
        okText={t('pause')}
        danger
        busy={pause.busy}
        fault={pause.fault}
        onCancel={() => setPausing(null)}
        onConfirm={(reason) => {
          if (pausing) void pause.run({ id: pausing.id, reason }).then((done) => (done ? setPausing(null) : undefined));
        }}
      />
    </>
  );
}

interface AccountTableProps {
  accounts: AccountPartsFragment[];
  manage: boolean;
  onPause: (account: AccountPartsFragment) => void;
  onResume: (account: AccountPartsFragment) => void;
}

function AccountTable({ accounts, manage, onPause, onResume }: AccountTableProps) {
  const t = useText(accountsText);
  const lang = useLang();
  const register = useText(registerText);
  const word = useWord();
  const navigate = useNavigate();
  const columns: Column<AccountPartsFragment>[] = [
    { key: 'name', title: t('name'), render: (account) => <Link to={`/console/accounts/${account.id}`}>{account.name}</Link> },
    { key: 'platform', title: register('platform'), width: '120px', render: (account) => account.platform },
    { key: 'department', title: t('department'), width: '160px', render: (account) => (lang === 'zh' ? account.department.name : account.department.nameEn) },
    { key: 'filing', title: t('filing'), width: '170px', render: (account) => account.filing?.number ?? t('unfiled') },
    {
      key: 'state',
      title: t('state'),
      width: '160px',
      render: (account) => (
        <span>
          <Mark tone={toneOf(account.state)}>{word('account', account.state)}</Mark> {account.pausedReason}
        </span>
      ),
    },
    { key: 'last', title: t('lastLive'), width: '140px', render: (account) => (account.lastLiveAt ? stamp(account.lastLiveAt) : '—') },
    { key: 'left', title: t('pushesLeft'), width: '110px', align: 'right', wideOnly: true, render: (account) => account.pushesLeftToday ?? '—' },
  ];
  if (manage) {
    columns.push({
      key: 'act',
      title: t('act'),
      width: '90px',
      render: (account) => {
        const state = account.state.toLowerCase();
        if (state === 'active') return <Button size="small" onClick={() => onPause(account)}>{t('pause')}</Button>;
        if (state === 'paused') return <Button size="small" onClick={() => onResume(account)}>{t('resume')}</Button>;
        return '—';
      },
    });
  }
  return <DataTable label={t('accounts')} columns={columns} rows={accounts} rowKey={(account) => account.id} onOpen={(account) => void navigate(`/console/accounts/${account.id}`)} />;
}
