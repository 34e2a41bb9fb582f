import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { RowButton } from '../../shared/staff/RowButton';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import { OutletsDocument, PauseOutletDocument, ResumeOutletDocument, RotateOutletSecretDocument, type OutletPartsFragment, type OutletsQuery } from '../gql/graphql';
import { useCountyRight } from '../session';
import { toneOf, useWord } from '../words';
import { OutletDialog } from './OutletDialog';
import { OutletDrawer } from './OutletDrawer';
import { SecretDialog, type Once } from './SecretDialog';
import { outletsText } from './text';

/** The register of outlets: what each is, what it takes, and how it fares. */
export function Outlets() {
  const t = useText(outletsText);
  const outlets = useQuery({ query: OutletsDocument });
  const [editing, setEditing] = useState<OutletPartsFragment | 'new' | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [once, setOnce] = useState<Once | null>(null);
  const acts = useOutletActs(setOnce);
  const manage = useCountyRight()('outlet.manage');
  const data = outlets[0].data;
  const open = data?.outlets.find((outlet) => outlet.id === openId) ?? null;
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
            <OutletTable data={data} manage={manage} onOpen={(outlet) => setOpenId(outlet.id)} onEdit={setEditing} acts={acts} />
          )
        }
      </Answer>
      {editing ? <OutletDialog outlet={editing === 'new' ? null : editing} columns={data?.columns ?? []} onClose={() => setEditing(null)} onSecret={setOnce} /> : null}
      <OutletDrawer outlet={open} manage={manage} onClose={() => setOpenId(null)} onToken={setOnce} />
      <SecretDialog once={once} onClose={() => setOnce(null)} />
    </>
  );
}

function useOutletActs(onSecret: (once: Once) => void) {
  const t = useText(outletsText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const pause = useAct(PauseOutletDocument);
  const resume = useAct(ResumeOutletDocument);
  const rotate = useAct(RotateOutletSecretDocument);
  const ask = (title: string, content: string, onOk: () => Promise<unknown>) =>
    modal.confirm({ title, content, okText: common('confirm'), cancelText: common('cancel'), onOk });
  return {
    fault: pause.fault ?? resume.fault ?? rotate.fault,
    pause: (outlet: OutletPartsFragment) => ask(t('pauseTitle', { name: outlet.name }), t('pauseNote'), () => pause.run({ id: outlet.id })),
    resume: (outlet: OutletPartsFragment) => ask(t('resumeTitle', { name: outlet.name }), t('resumeNote'), () => resume.run({ id: outlet.id })),
    rotate: (outlet: OutletPartsFragment) =>
      ask(t('rotateTitle', { name: outlet.name }), t('rotateNote'), async () => {
        const data = await rotate.run({ id: outlet.id });
        if (data) onSecret({ is: 'secret', text: data.rotateOutletSecret.secret });
      }),
  };
}

interface OutletTableProps {
  data: OutletsQuery;
  manage: boolean;
  onOpen: (outlet: OutletPartsFragment) => void;
  onEdit: (outlet: OutletPartsFragment) => void;
  acts: ReturnType<typeof useOutletActs>;
}

function OutletTable({ data, manage, onOpen, onEdit, acts }: OutletTableProps) {
  const t = useText(outletsText);
  const word = useWord();
  const subscription = useSubscription(data.columns);
  const columns: Column<OutletPartsFragment>[] = [
    { key: 'name', title: t('name'), render: (outlet) => <RowButton onClick={() => onOpen(outlet)}>{outlet.name}</RowButton> },
    { key: 'kind', title: t('kind'), width: '130px', render: (outlet) => [word('outlet', outlet.kind), outlet.place].filter(Boolean).join(' · ') },
    { key: 'subscription', title: t('subscription'), render: subscription },
    { key: 'endpoint', title: t('endpoint'), wideOnly: true, render: (outlet) => (outlet.endpoint ? <code style={{ fontSize: 12, overflowWrap: 'anywhere' }}>{outlet.endpoint}</code> : t('noEndpoint')) },
    { key: 'state', title: t('state'), width: '110px', render: (outlet) => <Standing outlet={outlet} /> },
    { key: 'queued', title: t('queued'), width: '70px', align: 'right', render: (outlet) => outlet.queued },
    { key: 'dead', title: t('dead'), width: '70px', align: 'right', render: (outlet) => (outlet.dead > 0 ? <Mark tone="bad">{outlet.dead}</Mark> : 0) },
  ];
  if (manage) {
    columns.push({
      key: 'act',
      title: t('act'),
      width: '240px',
      render: (outlet) => (
        <Space wrap size={4}>
          <Button size="small" onClick={() => onEdit(outlet)}>{t('edit')}</Button>
          <Button size="small" onClick={() => acts.rotate(outlet)}>{t('rotate')}</Button>
          {outlet.state === 'active' ? (
            <Button size="small" onClick={() => acts.pause(outlet)}>{t('pause')}</Button>
          ) : (
            <Button size="small" onClick={() => acts.resume(outlet)}>{t('resume')}</Button>
          )}
        </Space>
      ),
    });
  }
  return <DataTable label={t('outlets')} columns={columns} rows={data.outlets} rowKey={(outlet) => outlet.id} onOpen={onOpen} />;
}

/** One that is about to be disabled is marked before it is. */
function Standing({ outlet }: { outlet: OutletPartsFragment }) {
  const word = useWord();
  const failing = outlet.state === 'active' && outlet.failingSince !== null;
  return <Mark tone={failing ? 'warn' : toneOf(outlet.state)}>{failing ? word('account', 'FAILING') : word('account', outlet.state)}</Mark>;
}

/** What an outlet takes, in one line. */
function useSubscription(columns: OutletsQuery['columns']) {
  const t = useText(outletsText);
  const lang = useLang();
  const word = useWord();
  return (outlet: OutletPartsFragment) => {
    const chosen = columns.filter((column) => outlet.columnIds.includes(column.id)).map((column) => (lang === 'zh' ? column.name : column.nameEn));
    const wanted = [...outlet.topics, ...chosen].join('、') || t('everything');
    const languages = outlet.languages.map((language) => word('language', language)).join('、');
    return [wanted, languages, outlet.sensitive ? t('sensitive') : ''].filter(Boolean).join(' · ');
  };
}
