import { useCallback, useEffect, useState } from 'react';
import { useClient, useQuery, useSubscription } from 'urql';
import { ArticleChangedDocument, ArticleHoldDocument, HoldArticleDocument, LetArticleGoDocument, TakeOverArticleDocument, type ArticleHoldQuery } from '../gql/graphql';

type Holder = NonNullable<ArticleHoldQuery['articleHold']>;

export interface Holding {
  /** Whether this page may write: it holds the draft, or has not heard yet that another does. */
  mine: boolean;
  /** Whoever else is writing. */
  other: Holder | null;
  /** Another took over while this page held it. */
  lost: boolean;
  takeOver: () => Promise<void>;
}

const beat = 30_000;
const concerns = { additionalTypenames: ['ArticleHold'] };

/** Holds a draft while its page is open, gives a sign every half minute, and tells when another has taken over. */
export function useHold(id: string): Holding {
  const client = useClient();
  const [held, setHeld] = useState(false);
  const [lost, setLost] = useState(false);
  const [{ data }, again] = useQuery({ query: ArticleHoldDocument, variables: { id }, context: concerns });
  const hold = data?.articleHold ?? null;
  const other = hold && !hold.mine ? hold : null;
  const look = useCallback(() => again({ requestPolicy: 'network-only' }), [again]);
  useSubscription({ query: ArticleChangedDocument, variables: { id } }, (_, event) => {
    look();
    return event;
  });
  // One that held it and finds another there was taken over from; it does not take it back by itself.
  if (held && other) {
    setHeld(false);
    setLost(true);
  }
  useEffect(() => {
    if (lost) {
      const timer = setInterval(look, beat);
      return () => clearInterval(timer);
    }
    const sign = () =>
      client
        .mutation(HoldArticleDocument, { id })
        .toPromise()
        .then(({ data: answer }) => answer?.holdArticle.mine && setHeld(true));
    void sign();
    const timer = setInterval(() => void sign(), beat);
    return () => clearInterval(timer);
  }, [client, id, lost, look]);
  useEffect(
    () => () => {
      void client.mutation(LetArticleGoDocument, { id }).toPromise();
    },
    [client, id],
  );
  const takeOver = useCallback(async () => {
    const answer = await client.mutation(TakeOverArticleDocument, { id }).toPromise();
    if (!answer.data) return;
    setLost(false);
    setHeld(true);
  }, [client, id]);
  return { mine: !lost && !other, other, lost, takeOver };
}
