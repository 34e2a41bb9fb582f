import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { ClockPartsFragment, InquiryState } from '../gql/graphql';
import { clockText } from './clock';
import { inquiriesText } from './text';

export function Clock({ state, clock }: { state: InquiryState; clock: ClockPartsFragment }) {
  const t = useText(inquiriesText);
  const { key, tone, params } = clockText(state, clock);
  return <Mark tone={tone}>{t(key, params)}</Mark>;
}
