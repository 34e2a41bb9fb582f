/** Subscriptions by the public clients: graphql-ws and graphql-sse. */
import { createClient as createSse } from "graphql-sse";
import { createClient as createWs } from "graphql-ws";
import WebSocket from "ws";

/**
 * Subscribes and resolves to the first `count` results; `act` runs a moment later and makes something happen. Rejects after `patience` milliseconds, or with the server's errors.
 */
export async function subscribe({ url, via = "ws", headers = {}, connectionParams, query, variables, count = 1, act, patience = 10_000 }) {
  const client = via === "ws" ? wsClient(url, headers, connectionParams) : createSse({ url, headers, retryAttempts: 0 });
  const alarm = new AbortController();
  const timer = setTimeout(() => alarm.abort(new Error(`nothing came over ${via} within ${patience} ms`)), patience);
  try {
    const collected = collect(client, { query, variables }, count);
    const acted = act ? moment().then(act) : null;
    const [results] = await Promise.race([Promise.all([collected, acted]), aborted(alarm.signal)]);
    return results;
  } finally {
    clearTimeout(timer);
    client.dispose();
  }
}

async function collect(client, operation, count) {
  const results = [];
  for await (const result of client.iterate(operation)) {
    results.push(result);
    if (results.length >= count) break;
  }
  return results;
}

function wsClient(url, headers, connectionParams) {
  class WithHeaders extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols, { headers });
    }
  }
  return createWs({ url, webSocketImpl: WithHeaders, connectionParams, retryAttempts: 0, lazy: false, onNonLazyError: () => {} });
}

/** Neither protocol acknowledges a subscription, so the act gives the server time to have begun it. */
function moment() {
  return new Promise((resolve) => setTimeout(resolve, 300));
}

function aborted(signal) {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
