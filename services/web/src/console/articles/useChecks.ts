import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { CheckArticleDocument, type CheckArticleQuery } from '../gql/graphql';
import type { ChannelCheck } from '../variants/counts';
import { inputOf, type Draft } from './draft';

export type Finding = CheckArticleQuery['checkArticle']['findings'][number];

const pause = 1200;

export interface Checked {
  /** `null` before the first answer. */
  findings: Finding[] | null;
  /** What each channel says to it; `null` before the first answer. */
  channels: ChannelCheck[] | null;
  /** A word list was changed and is being made ready; the one before it was asked. */
  stale: boolean;
  failed: boolean;
}

/** What the checks find in the text on the page, a moment after the writer paused. */
export function useChecks(draft: Draft): Checked {
  const client = useClient();
  const [state, setState] = useState<Checked>({ findings: null, channels: null, stale: false, failed: false });
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      const asked = client.query(CheckArticleDocument, { input: inputOf(draft) }, { requestPolicy: 'network-only' });
      void asked.toPromise().then(({ data }) => {
        // A text that has changed since has other places.
        if (stale) return;
        const checks = data?.checkArticle;
        if (checks) setState({ findings: checks.findings, channels: checks.channels, stale: !checks.listsCurrent, failed: false });
        else setState((now) => ({ findings: null, channels: now.channels, stale: false, failed: true }));
      });
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [client, draft]);
  return state;
}
