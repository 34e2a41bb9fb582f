import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useState } from 'react';
import { useClient, type AnyVariables, type OperationContext } from 'urql';
import { faultOf, noAnswer, type Fault } from './fault';

export interface Act<Data, Variables> {
  /** Runs the mutation; `null` when it failed, and `fault` then says how. */
  run: (variables: Variables) => Promise<Data | null>;
  busy: boolean;
  fault: Fault | null;
  clear: () => void;
}

/**
 * A mutation with its progress and its fault, the one way pages change anything. `concerns`, one object for good, names types whose
 * queries it refreshes besides those it answers with.
 */
export function useAct<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, concerns?: Partial<OperationContext>): Act<Data, Variables> {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const run = useCallback(
    async (variables: Variables) => {
      setBusy(true);
      setFault(null);
      const result = await client.mutation(document, variables, concerns).toPromise();
      setBusy(false);
      if (result.error || !result.data) {
        setFault(result.error ? faultOf(result.error) : noAnswer);
        return null;
      }
      return result.data;
    },
    [client, document, concerns],
  );
  return { run, busy, fault, clear: useCallback(() => setFault(null), []) };
}
