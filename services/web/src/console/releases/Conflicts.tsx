import { Checkbox } from 'antd';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { ConflictPartsFragment } from '../gql/graphql';
import { releasesText } from './text';
import s from './Week.module.css';

/** What stands in the way of a time, before it is kept: what nobody passes, what one passes by saying so, and what is only told. */
export function Conflicts({ conflicts }: { conflicts: readonly ConflictPartsFragment[] }) {
  const t = useText(releasesText);
  if (conflicts.length === 0) return null;
  return (
    <ul className={s.conflicts}>
      {conflicts.map((conflict) => (
        <li key={conflict.text}>
          <Mark tone={conflict.stops ? 'bad' : conflict.asks ? 'warn' : 'info'}>{t(`conflict_${conflict.kind}`)}</Mark> {conflict.text}
        </li>
      ))}
    </ul>
  );
}

export interface DespiteProps {
  conflicts: readonly ConflictPartsFragment[];
  despite: boolean;
  onChange: (despite: boolean) => void;
}

/** Who passes a window, a blocked day or the lead says so; it is kept in the audit trail. */
export function Despite({ conflicts, despite, onChange }: DespiteProps) {
  const t = useText(releasesText);
  if (!conflicts.some((conflict) => conflict.asks)) return null;
  return (
    <Checkbox checked={despite} onChange={(event) => onChange(event.target.checked)}>
      {t('despite')}
    </Checkbox>
  );
}
