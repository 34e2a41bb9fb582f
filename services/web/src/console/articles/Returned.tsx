import { Alert } from 'antd';
import { Link } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import type { ArticleQuery } from '../gql/graphql';
import { useWord } from '../words';
import { articlesText } from './text';

/** Why the last version came back, where the writer mends it: the decision's reason, and each gate's. */
export function Returned({ article }: { article: NonNullable<ArticleQuery['article']> }) {
  const t = useText(articlesText);
  const word = useWord();
  const { reviewCase } = article;
  if (article.state !== 'DRAFT' || reviewCase?.state !== 'RETURNED') return null;
  const said = reviewCase.steps.flatMap((step) => step.decisions).find((decision) => decision.decision === 'RETURN');
  const gates = reviewCase.steps.flatMap((step) => step.verdicts).filter((verdict) => verdict.verdict === 'RETURN');
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={said ? t('returnedBy', { who: said.person.name, at: stamp(said.decidedAt), reason: said.reason }) : t('returned')}
      description={
        gates.length > 0 ? (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {gates.map((verdict) => (
              <li key={verdict.gate}>{t('returnedGate', { gate: word('gate', verdict.gate), reason: verdict.reason })}</li>
            ))}
          </ul>
        ) : undefined
      }
      action={<Link to={`/console/reviews/${reviewCase.id}`}>{t('openCase')}</Link>}
    />
  );
}
