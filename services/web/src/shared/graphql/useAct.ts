import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useState } from 'react';
import { useClient, type AnyVariables } from 'urql';
import { faultOf, noAnswer, type Fault } from './fault';

export interface Act<Data, Variables> {
  /** Runs the mutation; `null` when it failed, and `fault` then says how. */
  run: (variables: Variables) => Promise<Data | null>;
  busy: boolean;
  fault: Fault | null;
  clear: () => void;
}

/** A mutation with its progress and its fault, the one way pages change anything. */
export function useAct<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>): Act<Data, Variables> {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const run = useCallback(
    async (variables: Variables) => {
      setBusy(true);
      setFault(null);
      const result = await client.mutation(document, variables).toPromise();
      setBusy(false);
      if (result.error || !result.data) {
        setFault(result.error ? faultOf(result.error) : noAnswer);
        return null;
      }
      return result.data;
    },
    [client, document],
  );
  return { run, busy, fault, clear: useCallback(() => setFault(null), []) };
}
