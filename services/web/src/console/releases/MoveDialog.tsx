import { Input, InputNumber, Modal, Select, Space } from 'antd';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall, stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { MoveConflictsDocument, RescheduleReleasesDocument } from '../gql/graphql';
import { passable } from './conflict';
import { Conflicts, Despite } from './Conflicts';
import { wallOf } from './month';
import { releasesText } from './text';
import { later } from './week';
import s from './Week.module.css';

interface Moved {
  release: { id: string; title: string; scheduledAt: string };
  at: string;
}

/** One release to another time, or several by as much: what stands in the way is shown before anything is kept. */
export function MoveDialog({ moves: asked, onClose }: { moves: Moved[]; onClose: (moved: boolean) => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const act = useAct(RescheduleReleasesDocument);
  const [moves, setMoves] = useState(asked);
  const [despite, setDespite] = useState(false);
  const variables = useMemo(() => ({ moves: moves.map((move) => ({ releaseId: move.release.id, scheduledAt: move.at })) }), [moves]);
  const [{ data, fetching }] = useQuery({ query: MoveConflictsDocument, variables, requestPolicy: 'network-only' });
  const found = new Map(data?.moveConflicts.map((move) => [move.releaseId, move.conflicts]));
  const all = [...found.values()].flat();
  const confirm = async () => {
    if (await act.run({ ...variables, despite })) onClose(true);
  };
  return (
    <Modal
      open
      width={640}
      title={t('reschedule')}
      okText={t('keepTimes', { n: moves.length })}
      cancelText={common('cancel')}
      okButtonProps={{ loading: act.busy, disabled: fetching || !data || !passable(all, despite) }}
      onCancel={() => onClose(false)}
      onOk={() => void confirm()}
    >
      <FaultNote fault={act.fault} />
      {asked.length === 1 ? <OneTime moves={moves} onChange={setMoves} /> : <ByAsMuch asked={asked} onChange={setMoves} />}
      <ul className={s.moves} aria-live="polite">
        {moves.map((move) => (
          <li key={move.release.id}>
            <strong>{move.release.title}</strong>
            <br />
            {stamp(move.release.scheduledAt)} → {stamp(move.at)}
            <Conflicts conflicts={found.get(move.release.id) ?? []} />
          </li>
        ))}
      </ul>
      <Despite conflicts={all} despite={despite} onChange={setDespite} />
    </Modal>
  );
}

function OneTime({ moves, onChange }: { moves: Moved[]; onChange: (moves: Moved[]) => void }) {
  const t = useText(releasesText);
  const [wall, setWall] = useState(() => wallOf(moves[0]?.at ?? new Date()));
  const change = (value: string) => {
    setWall(value);
    if (value !== '') onChange(moves.map((move) => ({ ...move, at: fromWall(value) })));
  };
  return (
    <label>
      {t('newTime')} <Input type="datetime-local" style={{ width: 210 }} value={wall} min={wallOf(new Date())} onChange={(event) => change(event.target.value)} />
    </label>
  );
}

const units = { days: 24 * 60, hours: 60, minutes: 1 };
type Unit = keyof typeof units;

function ByAsMuch({ asked, onChange }: { asked: Moved[]; onChange: (moves: Moved[]) => void }) {
  const t = useText(releasesText);
  const [by, setBy] = useState(1);
  const [unit, setUnit] = useState<Unit>('days');
  const change = (n: number, of: Unit) => {
    setBy(n);
    setUnit(of);
    onChange(asked.map((move) => ({ ...move, at: later(move.release.scheduledAt, n * units[of]) })));
  };
  return (
    <Space>
      {t('laterBy')}
      <InputNumber aria-label={t('laterBy')} min={-366} max={366} precision={0} value={by} onChange={(n) => change(n ?? 0, unit)} />
      <Select aria-label={t('unit')} style={{ width: 96 }} value={unit} onChange={(of: Unit) => change(by, of)} options={(['days', 'hours', 'minutes'] as const).map((of) => ({ value: of, label: t(of) }))} />
      <span>{t('laterHint')}</span>
    </Space>
  );
}
