import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { RelayTaskPartsFragment } from '../gql/graphql';
import s from './Relay.module.css';
import { relayText } from './text';

/** How far a task is, in numbers and as a bar; the late and the missing are named. */
export function Progress({ counts }: { counts: RelayTaskPartsFragment['counts'] }) {
  const t = useText(relayText);
  const { total, inTime, late, missing, declined, waiting } = counts;
  const out = inTime + late;
  return (
    <div>
      <div className={s.marks}>
        <span>{t('released', { n: out, total })}</span>
        {late > 0 ? <Mark tone="warn">{t('late', { n: late })}</Mark> : null}
        {missing > 0 ? <Mark tone="bad">{t('missing', { n: missing })}</Mark> : null}
        {declined > 0 ? <Mark tone="neutral">{t('declined', { n: declined })}</Mark> : null}
        {waiting > 0 && missing === 0 ? <Mark tone="info">{t('waiting', { n: waiting })}</Mark> : null}
      </div>
      <span className={s.bar} aria-hidden>
        <span style={{ width: `${String(total === 0 ? 0 : Math.round((100 * out) / total))}%` }} />
      </span>
    </div>
  );
}
