import { useCallback, useEffect, useReducer } from 'react';
import { useClient, useSubscription } from 'urql';
import { ArticleChangedDocument, ArticleHoldDocument, HoldArticleDocument, LetArticleGoDocument, TakeOverArticleDocument } from '../gql/graphql';
import { answered, asking, type Holder } from './holding';

export interface Holding {
  /** Whether this page may write: it holds the draft, or has not heard yet that another does. */
  mine: boolean;
  /** Whoever else is writing; none when they have stopped. */
  other: Holder | null;
  /** Another took over while this page held it. */
  lost: boolean;
  takeOver: () => Promise<void>;
}

const beat = 30_000;

/** Holds a draft while its page is open, gives a sign every half minute, and tells when another has taken over. */
export function useHold(id: string): Holding {
  const client = useClient();
  const [standing, answer] = useReducer(answered, asking);
  const watching = standing.is === 'watching';
  const look = useCallback(async () => {
    const { data } = await client.query(ArticleHoldDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
    if (data) answer(data.articleHold ?? null);
  }, [client, id]);
  const sign = useCallback(async () => {
    const { data } = await client.mutation(HoldArticleDocument, { id }).toPromise();
    if (data) answer(data.holdArticle);
  }, [client, id]);
  useSubscription({ query: ArticleChangedDocument, variables: { id } }, (_, event) => {
    void look();
    return event;
  });
  useEffect(() => {
    if (!watching) void sign();
    const timer = setInterval(() => void (watching ? look() : sign()), beat);
    return () => clearInterval(timer);
  }, [watching, look, sign]);
  useEffect(
    () => () => {
      void client.mutation(LetArticleGoDocument, { id }).toPromise();
    },
    [client, id],
  );
  const takeOver = useCallback(async () => {
    const { data } = await client.mutation(TakeOverArticleDocument, { id }).toPromise();
    if (data) answer(data.takeOverArticle);
  }, [client, id]);
  return { mine: !watching, other: watching ? standing.holder : null, lost: standing.lost, takeOver };
}
