import type { ReactNode } from 'react';
import type { UseQueryResponse } from 'urql';
import { faultOf } from '../graphql/fault';
import { Failed, Loading } from '../states/States';

/** Loading, failure or the data of a query; data already held stays on the page while it is asked for again. */
export function Answer<Data>({ query, children }: { query: UseQueryResponse<Data>; children: (data: Data) => ReactNode }) {
  const [result, again] = query;
  if (result.data) return <>{children(result.data)}</>;
  if (result.error) return <Failed fault={faultOf(result.error)} retry={() => again({ requestPolicy: 'network-only' })} />;
  return <Loading />;
}
