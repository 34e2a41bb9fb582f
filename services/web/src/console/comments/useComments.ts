import { useEffect } from 'react';
import { useQuery } from 'urql';
import { CaseCommentsDocument, DraftCommentsDocument, type CommentPartsFragment } from '../gql/graphql';
import { elementOf, rangeIn } from './selection';

export type Comment = CommentPartsFragment;

// The first comment of a case is of a type that its answer has not shown yet.
const watched = { additionalTypenames: ['ReviewComment'] };
const none: Comment[] = [];

/** What was said of the words of a case, and whether one may say more. */
export function useCaseComments(caseId: string): { comments: Comment[]; mayComment: boolean } {
  const [{ data }] = useQuery({ query: CaseCommentsDocument, variables: { id: caseId }, context: watched });
  return { comments: data?.reviewCase?.comments ?? none, mayComment: data?.reviewCase?.mayComment ?? false };
}

/** What reviewers said of a draft; asked for again whenever it is saved, for words move. */
export function useDraftComments(articleId: string): Comment[] {
  const [{ data }] = useQuery({ query: DraftCommentsDocument, variables: { id: articleId }, context: watched });
  return data?.article?.comments ?? none;
}

/** Marks the open comments in a text on the page, without touching the text itself. */
export function useCommentMarks(comments: readonly Comment[], root: () => Element | null, shown: boolean): void {
  useEffect(() => {
    if (!('highlights' in CSS)) return;
    const text = shown ? root() : null;
    const ranges = text ? comments.flatMap((comment) => rangeOf(comment, text) ?? []) : [];
    CSS.highlights.set('comment', new Highlight(...ranges));
    return () => {
      CSS.highlights.delete('comment');
    };
  }, [comments, root, shown]);
}

/** Where the words of an open comment stand on the page. */
export function rangeOf({ place, resolvedAt }: Comment, root: Element): Range | null {
  const element = place && !resolvedAt ? elementOf(place.path, root) : null;
  return place && element ? rangeIn(element, place) : null;
}
