import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { checkOf, countsOf, type ChannelCheck, type Count } from './counts';
import { variantsText } from './text';
import { channels, onChannel, type Master, type Variants } from './variants';
import s from './Variants.module.css';

/** Characters of what one channel shows, of those it takes. */
export function Counts({ counts }: { counts: readonly Count[] }) {
  const t = useText(variantsText);
  return (
    <ul className={s.counts}>
      {counts.map((count) => (
        <li key={count.of}>
          <Mark tone={count.over ? 'bad' : 'neutral'}>
            {count.most === null ? t('counted', { field: t(count.of), used: count.used }) : t('count', { field: t(count.of), used: count.used, most: count.most })}
          </Mark>
        </li>
      ))}
    </ul>
  );
}

/** How long the title is on every channel, under the title while it is written. */
export function TitleCounts({ master, variants, checks }: { master: Master; variants: Variants; checks: readonly ChannelCheck[] | null }) {
  const t = useText(variantsText);
  return (
    <ul className={`${s.counts} ${s.underTitle}`} aria-label={t('counts')}>
      {channels.map((channel) => {
        const [title] = countsOf(onChannel(master, variants, channel), checkOf(checks, channel));
        if (!title || title.most === null) return null;
        return (
          <li key={channel}>
            <Mark tone={title.over ? 'bad' : 'neutral'}>{t('count', { field: t(`channel_${channel}`), used: title.used, most: title.most })}</Mark>
          </li>
        );
      })}
    </ul>
  );
}
