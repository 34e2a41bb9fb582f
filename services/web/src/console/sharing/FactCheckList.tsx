import type { ReactNode } from 'react';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { Tone } from '../../shared/theme/tokens';
import type { FactCheckPartsFragment, FactCheckState } from '../gql/graphql';
import s from './Sharing.module.css';
import { sharingText } from './text';

const tones: Record<FactCheckState, Tone> = { ASKED: 'info', CONFIRMED: 'good', CHANGES: 'warn', SKIPPED: 'neutral', RECALLED: 'neutral' };

interface ListProps {
  checks: readonly FactCheckPartsFragment[];
  /** Of the text as it stands, to tell where an answer is about another. */
  textDigest: string;
  acts?: (check: FactCheckPartsFragment) => ReactNode;
}

/** Who was asked for which revision, and what they said. */
export function FactCheckList({ checks, textDigest, acts }: ListProps) {
  const t = useText(sharingText);
  return (
    <ul className={s.rows}>
      {checks.map((check) => (
        <li key={check.id}>
          {check.askedOf ? <strong>{check.askedOf}</strong> : null} <Mark tone={tones[check.state]}>{t(check.state)}</Mark>
          {check.answeredText && check.answeredText !== textDigest ? <Mark tone="warn">{t('changedSince')}</Mark> : null}
          {check.question ? <p className={s.said}>{check.question}</p> : null}
          {check.answer ? <blockquote className={s.said}>{check.answer}</blockquote> : null}
          <span className={s.quiet}>
            {t('round', { n: check.round })} · {t(check.state === 'SKIPPED' ? 'skippedByAt' : 'askedByAt', { name: check.askedBy.name, at: stamp(check.askedAt) })}
            {check.remindedAt ? ` · ${t('remindedAt', { at: stamp(check.remindedAt) })}` : ''}
            {check.answeredText ? ` · ${t('answeredAt', { at: stamp(check.stateAt) })}` : ''}
          </span>
          {acts?.(check)}
        </li>
      ))}
    </ul>
  );
}
