import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { RowButton } from '../../shared/staff/RowButton';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import {
  OutletsDocument,
  PauseOutletDocument,
  ResumeOutletDocument,
  RotateOutletSecretDocument,
  type OutletPartsFragment,
} from '../gql/graphql';
import { useRight } from '../session';
import { toneOf, useWord } from '../words';
import { OutletDialog } from './OutletDialog';
import { OutletDrawer } from './OutletDrawer';
import { SecretDialog } from './SecretDialog';
import { accountsText } from './text';

export function Outlets() {
  const t = useText(accountsText);
  const may = useRight();
  const outlets = useQuery({ query: OutletsDocument });
  const [editing, setEditing] = useState<OutletPartsFragment | 'new' | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const acts = useOutletActs(setSecret);
  const manage = may('outlet.manage');
  const open = outlets[0].data?.outlets.find((outlet) => outlet.id === openId) ?? null;
  return (
    <>
      <FaultNote fault={acts.fault} />
      {manage ? (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setEditing('new')}>
          {t('addOutlet')}
        </Button>
      ) : null}
      <Answer query={outlets}>
        {(data) =>
          data.outlets.length === 0 ? (
            <Empty title={t('noOutlets')} hint={t('noOutletsHint')} />
          ) : (
            <OutletTable outlets={data.outlets} manage={manage} onOpen={(outlet) => setOpenId(outlet.id)} onEdit={setEditing} acts={acts} />
          )
        }
      </Answer>
      {editing ? <OutletDialog outlet={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSecret={setSecret} /> : null}
      <OutletDrawer outlet={open} manage={manage} onClose={() => setOpenId(null)} />
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}

function useOutletActs(onSecret: (secret: string) => void) {
  const t = useText(accountsText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const pause = useAct(PauseOutletDocument);
  const resume = useAct(ResumeOutletDocument);
  const rotate = useAct(RotateOutletSecretDocument);
  const ask = (title: string, content: string, onOk: () => Promise<unknown>) =>
    modal.confirm({ title, content, okText: common('confirm'), cancelText: common('cancel'), onOk });
  return {
    fault: pause.fault ?? resume.fault ?? rotate.fault,
    pause: (outlet: OutletPartsFragment) => ask(t('pauseTitle', { name: outlet.name }), t('pauseOutletNote'), () => pause.run({ id: outlet.id })),
    resume: (outlet: OutletPartsFragment) => ask(t('resumeTitle', { name: outlet.name }), t('resumeOutletNote'), () => resume.run({ id: outlet.id })),
    rotate: (outlet: OutletPartsFragment) =>
      ask(t('rotateTitle', { name: outlet.name }), t('rotateNote'), async () => {
        const data = await rotate.run({ id: outlet.id });
        if (data) onSecret(data.rotateOutletSecret.secret);
      }),
  };
}

interface OutletTableProps {
  outlets: OutletPartsFragment[];
  manage: boolean;
  onOpen: (outlet: OutletPartsFragment) => void;
  onEdit: (outlet: OutletPartsFragment) => void;
  acts: ReturnType<typeof useOutletActs>;
}

function OutletTable({ outlets, manage, onOpen, onEdit, acts }: OutletTableProps) {
  const t = useText(accountsText);
  const word = useWord();
  const columns: Column<OutletPartsFragment>[] = [
    {
      key: 'name',
      title: t('name'),
      render: (outlet) => (
        <RowButton onClick={() => onOpen(outlet)}>
          {outlet.name}
        </RowButton>
      ),
    },
    { key: 'topics', title: t('topics'), render: (outlet) => outlet.topics.join('、') || '—' },
    { key: 'endpoint', title: t('endpoint'), wideOnly: true, render: (outlet) => <code style={{ fontSize: 12 }}>{outlet.endpoint}</code> },
    { key: 'state', title: t('state'), width: '90px', render: (outlet) => <Mark tone={toneOf(outlet.state)}>{word('account', outlet.state)}</Mark> },
    { key: 'queued', title: t('queued'), width: '70px', align: 'right', render: (outlet) => outlet.queued },
    { key: 'dead', title: t('dead'), width: '70px', align: 'right', render: (outlet) => (outlet.dead > 0 ? <Mark tone="bad">{outlet.dead}</Mark> : 0) },
  ];
  if (manage) {
    columns.push({
      key: 'act',
      title: t('act'),
      width: '230px',
      render: (outlet) => (
        <Space wrap size={4}>
          <Button size="small" onClick={() => onEdit(outlet)}>{t('edit')}</Button>
          <Button size="small" onClick={() => acts.rotate(outlet)}>{t('rotate')}</Button>
          {outlet.state.toLowerCase() === 'active' ? (
            <Button size="small" onClick={() => acts.pause(outlet)}>{t('pause')}</Button>
          ) : (
            <Button size="small" onClick={() => acts.resume(outlet)}>{t('resume')}</Button>
          )}
        </Space>
      ),
    });
  }
  return <DataTable label={t('outlets')} columns={columns} rows={outlets} rowKey={(outlet) => outlet.id} onOpen={onOpen} />;
}
