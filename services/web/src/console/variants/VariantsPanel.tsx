import { Segmented } from 'antd';
import { useState } from 'react';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { ChannelForm } from './ChannelForm';
import { checkOf, countsOf, refuses, type ChannelCheck } from './counts';
import { Counts } from './Counts';
import { variantsText } from './text';
import { channels, inherited, onChannel, ownChannels, type Channel, type Cover, type Master, type Variants } from './variants';
import s from './Variants.module.css';

export interface VariantsPanelProps {
  master: Master;
  variants: Variants;
  /** What each channel said when the writer last paused; `null` before the first answer. */
  checks: readonly ChannelCheck[] | null;
  fault: Fault | null;
  disabled: boolean;
  onChange: (variants: Variants) => void;
  onCover: (done: (cover: Cover) => void) => void;
}

/** 各渠道版本: one channel at a time, with its rules as they are kept or broken while one writes. */
export function VariantsPanel({ master, variants, checks, fault, disabled, onChange, onCover }: VariantsPanelProps) {
  const t = useText(variantsText);
  const [channel, setChannel] = useState<Channel>('WECHAT');
  const check = checkOf(checks, channel);
  const shown = onChannel(master, variants, channel);
  const label = (each: Channel) => {
    const bad = refuses(onChannel(master, variants, each), checkOf(checks, each));
    const own = ownChannels(variants).includes(each);
    return `${t(`channel_${each}`)}${own ? ' •' : ''}${bad ? ' !' : ''}`;
  };
  return (
    <div className={s.panel}>
      {ownChannels(variants).length === 0 ? <p className={s.note}>{t('allMaster')}</p> : null}
      <Segmented<Channel> block aria-label={t('channel')} value={channel} onChange={setChannel} options={channels.map((value) => ({ value, label: label(value), title: t(`channel_${value}`) }))} />
      <p className={s.note}>{t(`note_${channel}`)}</p>
      <Counts counts={countsOf(shown, check)} />
      <Rules check={check} />
      <ChannelForm
        key={channel}
        channel={channel}
        master={master}
        variant={variants[channel] ?? inherited}
        check={check}
        fault={fault}
        disabled={disabled}
        onChange={(variant) => onChange({ ...variants, [channel]: variant })}
        onCover={onCover}
      />
    </div>
  );
}

/** The others stand beside their fields. */
function isOfText({ field }: { field: string }): boolean {
  return !/^(variants\.\w+\.)?(title|summary|coverMediaId)$/.test(field);
}

/** What the channel refuses, and what readers meet there otherwise than on our own pages. */
export function Rules({ check }: { check: ChannelCheck | undefined }) {
  const t = useText(variantsText);
  if (!check) return <p className={s.note}>{t('rulesAsk')}</p>;
  const notes = [...new Set(check.notes.map((note) => note.message))];
  return (
    <section aria-label={t('rules')}>
      {check.faults.length === 0 ? <Mark tone="good">{t('rulesMet')}</Mark> : null}
      <ul className={s.rules} role="status">
        {check.faults.filter(isOfText).map((fault) => (
          <li key={`${fault.field}:${fault.code}`} className={s.fault}>
            {fault.message}
          </li>
        ))}
        {notes.map((note) => (
          <li key={note} className={s.note}>
            {note}
          </li>
        ))}
      </ul>
    </section>
  );
}
