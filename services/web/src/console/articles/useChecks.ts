import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { CheckArticleDocument, type CheckArticleQuery } from '../gql/graphql';
import { inputOf, type Draft } from './draft';

export type Finding = CheckArticleQuery['checkArticle'][number];

const pause = 1200;

/** What the checks find in the text on the page, a moment after the writer paused. `null` before the first answer. */
export function useChecks(draft: Draft): { findings: Finding[] | null; failed: boolean } {
  const client = useClient();
  const [state, setState] = useState<{ findings: Finding[] | null; failed: boolean }>({ findings: null, failed: false });
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      const asked = client.query(CheckArticleDocument, { input: inputOf(draft) }, { requestPolicy: 'network-only' });
      void asked.toPromise().then(({ data }) => {
        // A text that has changed since has other places.
        if (!stale) setState(data ? { findings: data.checkArticle, failed: false } : { findings: null, failed: true });
      });
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [client, draft]);
  return state;
}
