/**
 * Subscribes until the server ends it, and prints what comes, one JSON line each, and at the end how it ended:
 * `node listen.mjs URL --query 'subscription {…}' [--via ws|sse] [--header 'name: value']…`
 */
import { createClient as createSse } from "graphql-sse";
import { createClient as createWs } from "graphql-ws";
import WebSocket from "ws";
import { readOptions } from "./kit/options.mjs";

const { url, headers, query, via } = readOptions("node listen.mjs URL --query 'subscription {…}' [--via ws|sse] [--header 'name: value']…");
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

class WithHeaders extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers });
  }
}

const client = via === "ws"
  ? createWs({ url, webSocketImpl: WithHeaders, retryAttempts: 0, on: { closed: (event) => print({ ended: event.code }) } })
  : createSse({ url, headers, retryAttempts: 0 });
client.subscribe({ query }, {
  next: print,
  error: (error) => print({ error: String(error.message ?? error.reason ?? JSON.stringify(error)) }),
  complete: () => print({ ended: "complete" }),
});
