import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { Origin, Sensitivity } from '../gql/graphql';
import { useWord } from '../words';
import { articlesText } from './text';

/** What makes a piece other than ordinary, since it decides the chain it takes. */
export function ClassMarks({ piece }: { piece: { sensitivity: Sensitivity; origin: Origin; emergency: boolean } }) {
  const t = useText(articlesText);
  const word = useWord();
  return (
    <>
      {piece.emergency ? <Mark tone="bad">{t('emergency')}</Mark> : null}
      {piece.sensitivity === 'SENSITIVE' ? <Mark tone="warn">{word('sensitivity', piece.sensitivity)}</Mark> : null}
      {piece.origin === 'REPRINT' ? <Mark tone="neutral">{word('origin', piece.origin)}</Mark> : null}
    </>
  );
}
