import { subscriptionExchange, type Exchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { csrfHeaders } from '../graphql/csrf';

/** Subscriptions over graphql-ws: connected on first use, and again after a loss with the token of that moment. */
export function liveExchange(path: string): Exchange {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = createClient({
    url: `${scheme}//${location.host}${path}`,
    lazy: true,
    retryAttempts: 20,
    shouldRetry: () => true,
    connectionParams: () => csrfHeaders(),
  });
  return subscriptionExchange({
    forwardSubscription: (request) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe(
          { query: request.query ?? '', variables: (request.variables ?? {}) as Record<string, unknown> },
          {
            next: (value) => sink.next(value as Parameters<typeof sink.next>[0]),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      }),
    }),
  });
}
