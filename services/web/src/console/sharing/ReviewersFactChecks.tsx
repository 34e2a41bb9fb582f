import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Section } from '../../shared/staff/Page';
import { FactChecksOfDocument } from '../gql/graphql';
import { FactCheckList } from './FactCheckList';
import { sharingText } from './text';

const watched = { additionalTypenames: ['FactCheck'] };

/** What came of asking outside, for those who decide; nothing where nobody was asked. */
export function ReviewersFactChecks({ articleId }: { articleId: string }) {
  const t = useText(sharingText);
  const [{ data }] = useQuery({ query: FactChecksOfDocument, variables: { id: articleId }, context: watched });
  const checks = data?.article?.factChecks.filter((check) => check.state !== 'RECALLED') ?? [];
  if (checks.length === 0) return null;
  return (
    <Section title={t('checks')}>
      <FactCheckList checks={checks} textDigest={data?.article?.textDigest ?? ''} />
    </Section>
  );
}
