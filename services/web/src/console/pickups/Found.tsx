import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { PickupPartsFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { pickupsText } from './text';

/** What was found on the page of a pickup. */
export function Found({ row }: { row: PickupPartsFragment }) {
  const t = useText(pickupsText);
  const word = useWord();
  const detail = row.trouble ?? (row.likeness === null ? '' : t('likeness', { n: row.likeness }));
  return (
    <>
      <Mark tone={toneOf(row.state)}>{word('pickup', row.state)}</Mark> {detail}
      {row.vouchedFor ? <div style={{ fontSize: 12 }}>{t('vouched', { reason: row.vouchedFor, name: row.vouchedBy?.name ?? '' })}</div> : null}
    </>
  );
}
