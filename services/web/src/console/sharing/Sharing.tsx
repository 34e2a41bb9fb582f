import { useQuery } from 'urql';
import { AccessPart } from '../access/AccessPart';
import { SharingDocument } from '../gql/graphql';
import { useCountyRight, useMe, useRight } from '../session';
import { SharesOfPiece } from '../matrix/SharesOfPiece';
import { FactChecks } from './FactChecks';
import { PreviewLinks } from './PreviewLinks';

const watched = { additionalTypenames: ['PreviewLink', 'FactCheck'] };

/** Who outside sees a piece before it is out: by preview links, and for an outside fact check. */
export function Sharing({ articleId, title }: { articleId: string; title: string }) {
  const me = useMe();
  const may = useRight();
  const county = useCountyRight();
  const [{ data }] = useQuery({ query: SharingDocument, variables: { id: articleId }, context: watched, requestPolicy: 'cache-and-network' });
  const piece = data?.article;
  if (!piece) return null;
  const mine = may('article.draft') && (county('article.draft') || piece.department.id === me.department.id);
  return (
    <>
      <AccessPart articleId={piece.id} mine={mine} />
      <FactChecks piece={piece} title={title} mine={mine} />
      <PreviewLinks piece={piece} mine={mine} />
      <SharesOfPiece articleId={articleId} title={title} />
    </>
  );
}
