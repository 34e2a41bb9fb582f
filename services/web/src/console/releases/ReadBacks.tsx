import { Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import type { Tone } from '../../shared/theme/tokens';
import { SettleReadBackDocument, type TargetHistoryFragment } from '../gql/graphql';
import { useRight } from '../session';
import { releasesText } from './text';

type Look = TargetHistoryFragment['readBacks'][number];
type Target = TargetHistoryFragment & { account: { name: string } };

const tones: Record<Look['verdict'], Tone> = { SAME: 'good', DIFFERENT: 'bad', GONE: 'bad', UNREACHABLE: 'neutral' };

/** Whether what is live is what was approved: every look, and where it differs what a person did about it. */
export function ReadBacks({ targets }: { targets: Target[] }) {
  const t = useText(releasesText);
  const settle = useAct(SettleReadBackDocument);
  const [settling, setSettling] = useState<string | null>(null);
  const looked = targets.filter((target) => target.readBacks.length > 0);
  if (looked.length === 0) return null;
  return (
    <Section title={t('readBack')}>
      <p>{t('readBackLead')}</p>
      {looked.flatMap((target) => target.readBacks.map((look) => <Shown key={look.id} name={target.account.name} look={look} onSettle={() => setSettling(look.id)} />))}
      <ReasonDialog
        open={settling !== null}
        title={t('rbSettleTitle')}
        note={t('rbSettleNote')}
        label={t('rbDone')}
        okText={t('rbSettle')}
        busy={settle.busy}
        fault={settle.fault}
        onCancel={() => setSettling(null)}
        onConfirm={(note) => {
          void settle.run({ id: settling ?? '', note }).then((data) => (data ? setSettling(null) : undefined));
        }}
      />
    </Section>
  );
}

function Shown({ name, look, onSettle }: { name: string; look: Look; onSettle: () => void }) {
  const t = useText(releasesText);
  const may = useRight();
  const finding = look.verdict === 'DIFFERENT' || look.verdict === 'GONE';
  const columns: Column<Look['differences'][number]>[] = [
    { key: 'part', title: t('rbPart'), width: '100px', render: (row) => row.part },
    { key: 'approved', title: t('rbAsApproved'), render: (row) => row.approved || t('rbNone') },
    { key: 'live', title: t('rbLive'), render: (row) => row.live || t('rbNone') },
  ];
  return (
    <div style={{ marginBottom: 12 }}>
      <p style={{ margin: '0 0 6px' }}>
        {stamp(look.lookedAt)} {name} <Mark tone={tones[look.verdict]}>{t(`rb_${look.verdict}`)}</Mark>{' '}
        {look.settledAt ? t('rbSettledBy', { name: look.settledBy?.name ?? '', at: stamp(look.settledAt), note: look.note ?? '' }) : null}
        {finding && !look.settledAt && may('release.resolve') ? (
          <Button size="small" onClick={onSettle}>
            {t('rbSettle')}
          </Button>
        ) : null}
      </p>
      {look.differences.length > 0 ? <DataTable label={`${t('readBack')} ${name}`} columns={columns} rows={look.differences} rowKey={(row) => row.part + row.live} /> : null}
    </div>
  );
}
