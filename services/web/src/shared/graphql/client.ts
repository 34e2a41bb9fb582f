import { Client, cacheExchange, fetchExchange, mapExchange, type Exchange } from '@urql/core';
import { lang } from '../i18n/lang';
import { csrfHeaders } from './csrf';
import { faultOf } from './fault';

export interface ClientOptions {
  url: string;
  /** Called once for each answer that says the session is over. */
  onUnauthenticated?: () => void;
  /** Opens a live connection on the first subscription; without it the area has none. */
  live?: Exchange;
  /** What stands between the cache and the network, in order. */
  beforeNetwork?: Exchange[];
}

/**
 * The GraphQL client of an area. urql's document cache is enough here: it keys answers by query and variables, and a
 * mutation that returns a type refreshes every mounted query which holds that type, lists included.
 */
export function createAreaClient(options: ClientOptions): Client {
  return new Client({
    url: options.url,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: () => ({
      credentials: 'same-origin',
      headers: {
        // urql would also take event streams, which nothing here needs: subscriptions have their socket.
        accept: 'application/graphql-response+json, application/json',
        'accept-language': lang() === 'zh' ? 'zh-CN' : 'en',
        ...csrfHeaders(),
      },
    }),
    exchanges: [
      mapExchange({
        onError(error) {
          if (faultOf(error).code === 'UNAUTHENTICATED') options.onUnauthenticated?.();
        },
      }),
      cacheExchange,
      ...(options.live ? [options.live] : []),
      ...(options.beforeNetwork ?? []),
      fetchExchange,
    ],
  });
}
