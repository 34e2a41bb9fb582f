import { Input, Radio } from 'antd';
import { useText } from '../../shared/i18n/text';
import { wallOf } from './month';
import { releasesText } from './text';

export interface When {
  at: 'now' | 'later';
  /** The time of the county, where it is later. */
  wall: string;
}

/** At once, or at a time of the county. */
export function WhenField({ when, onChange }: { when: When; onChange: (when: When) => void }) {
  const t = useText(releasesText);
  return (
    <>
      <Radio.Group aria-label={t('when')} value={when.at} onChange={(event) => onChange({ ...when, at: event.target.value as When['at'] })}>
        <Radio value="now">{t('atOnce')}</Radio>
        <Radio value="later">{t('atTime')}</Radio>
      </Radio.Group>
      {when.at === 'later' ? (
        <Input
          type="datetime-local"
          aria-label={t('atTime')}
          style={{ width: 210 }}
          value={when.wall}
          min={wallOf(new Date())}
          onChange={(event) => onChange({ ...when, wall: event.target.value })}
        />
      ) : null}
    </>
  );
}
