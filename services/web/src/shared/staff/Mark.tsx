import type { ReactNode } from 'react';
import { tone as tones, type Tone } from '../theme/tokens';
import s from './Mark.module.css';

/** A state in words on its colour; the words carry the meaning, the colour only helps to scan. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  const { text, soft } = tones[tone];
  return (
    <span className={s.mark} style={{ color: text, background: soft }}>
      {children}
    </span>
  );
}
