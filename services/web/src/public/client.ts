import { makeOperation, mapExchange, type TypedDocumentNode } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createAreaClient } from '../shared/graphql/client';

/** Context of a query whose variables must not stand in an address, where proxies and histories would keep them. */
export const inBody = { inBody: true };

/** The name under which an operation is registered, given to it when the code was generated. */
function registered(document: TypedDocumentNode): string {
  const meta = '__meta__' in document ? (document.__meta__ as { hash?: unknown }) : {};
  return typeof meta.hash === 'string' ? meta.hash : '';
}

/**
 * Operations go by their registered names; a server in development that lacks one is sent the text. Queries are asked by
 * GET, so that what stands between may keep the answers.
 */
export const client = createAreaClient({
  url: '/public/graphql',
  beforeNetwork: [
    persistedExchange({
      preferGetForPersistedQueries: 'within-url-limit',
      enableForMutation: true,
      generateHash: (_text, document) => Promise.resolve(registered(document)),
    }),
    mapExchange({
      onOperation: (operation) =>
        operation.context['inBody'] === true
          ? makeOperation(operation.kind, operation, { ...operation.context, preferGetMethod: false })
          : operation,
    }),
  ],
});
