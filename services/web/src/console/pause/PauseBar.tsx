import { PauseCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import type { PausePartsFragment } from '../gql/graphql';
import s from './Pause.module.css';
import { ResumeDialog } from './ResumeDialog';
import { pauseText } from './text';
import { useOver, usePauses } from './usePauses';

/** Over every page while something is paused: what, why, by whom, and the way to go on. */
export function PauseBar() {
  const t = useText(pauseText);
  const pauses = usePauses();
  const [resuming, setResuming] = useState<PausePartsFragment | null>(null);
  if (pauses.length === 0) return null;
  return (
    <section className={s.bar} aria-label={t('pausedNow')}>
      <h2 className={s.title}>
        <PauseCircleOutlined aria-hidden="true" /> {t('pausedNow')}
      </h2>
      <ul className={s.list}>
        {pauses.map((pause) => (
          <Item key={pause.id} pause={pause} onResume={() => setResuming(pause)} />
        ))}
      </ul>
      {resuming ? <ResumeDialog pause={resuming} onClose={() => setResuming(null)} /> : null}
    </section>
  );
}

function Item({ pause, onResume }: { pause: PausePartsFragment; onResume: () => void }) {
  const t = useText(pauseText);
  const over = useOver();
  const at = stamp(pause.pausedAt);
  return (
    <li className={s.item}>
      <span className={s.words}>
        <strong>{over(pause)}</strong>：{pause.reason}
        <span className={s.by}>{pause.pausedBy ? t('by', { name: pause.pausedBy.name, at }) : t('byOperator', { at })}</span>
      </span>
      {pause.mayResume ? (
        <Button size="small" onClick={onResume} aria-label={`${t('resume')} ${over(pause)}`}>
          {t('resume')}
        </Button>
      ) : null}
      {pause.scope === 'DEPLOYMENT' ? <span className={s.by}>{t('operatorOnly')}</span> : null}
    </li>
  );
}
