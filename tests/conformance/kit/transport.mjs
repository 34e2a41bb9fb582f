/** graphql-transport-ws, message by message: what a server must close on, and with which code. */
import WebSocket from "ws";

const PROTOCOL = "graphql-transport-ws";
const INIT = { type: "connection_init" };
const subscribeTo = (id, query) => ({ id, type: "subscribe", payload: { query } });

/**
 * The cases: what is sent, in order, and the close code that must follow. `after` waits for that message type before the
 * rest is sent. The query must be a subscription that stays open.
 */
function cases({ query, connectionParams }) {
  const init = connectionParams ? { ...INIT, payload: connectionParams } : INIT;
  return [
    { name: "subscribe before the connection is acknowledged closes with 4401", first: [subscribeTo("1", query)], code: 4401 },
    { name: "a second connection_init closes with 4429", first: [init, init], code: 4429 },
    { name: "a message that is not JSON closes with 4400", first: ["not json"], code: 4400 },
    { name: "an unknown message type closes with 4400", first: [{ type: "nonsense" }], code: 4400 },
    { name: "the same id twice closes with 4409", first: [init], after: "connection_ack", then: [subscribeTo("1", query), subscribeTo("1", query)], code: 4409 },
  ];
}

/** Runs every case; each result is `{ name, ok, reason }`. */
export async function transportChecks({ url, headers = {}, query, connectionParams, patience = 5000 }) {
  const results = [];
  for (const one of cases({ query, connectionParams })) results.push(await run(one, { url, headers, patience }));
  results.push(await answersPing({ url, headers, connectionParams, patience }));
  results.push(await refusesProtocol({ url, headers, patience }));
  return results;
}

async function run({ name, first, after, then = [], code }, { url, headers, patience }) {
  const socket = new WebSocket(url, PROTOCOL, { headers });
  const send = (messages) => messages.forEach((one) => socket.send(typeof one === "string" ? one : JSON.stringify(one)));
  socket.on("open", () => send(first));
  if (after) socket.on("message", (data) => JSON.parse(data).type === after && send(then));
  const closed = await ending(socket, patience);
  return { name, ok: closed === code, reason: `closed with ${closed}` };
}

async function answersPing({ url, headers, connectionParams, patience }) {
  const socket = new WebSocket(url, PROTOCOL, { headers });
  const seen = [];
  socket.on("open", () => socket.send(JSON.stringify({ ...INIT, payload: connectionParams })));
  socket.on("message", (data) => {
    const { type } = JSON.parse(data);
    seen.push(type);
    if (type === "connection_ack") socket.send(JSON.stringify({ type: "ping" }));
    if (type === "pong") socket.close(1000);
  });
  await ending(socket, patience);
  return { name: "a ping is answered with a pong", ok: seen.includes("pong"), reason: `saw ${seen.join(", ")}` };
}

/** Either the handshake selects no such protocol (our side then fails it) or the server closes with 4406. */
async function refusesProtocol({ url, headers, patience }) {
  const socket = new WebSocket(url, "no-such-protocol", { headers });
  let opened = false;
  socket.on("open", () => { opened = socket.protocol === "no-such-protocol"; });
  const closed = await ending(socket, patience);
  return { name: "an unknown subprotocol is refused", ok: !opened && closed !== "nothing", reason: `closed with ${closed}` };
}

/** The close code, `error` text, or `nothing` when the server kept the connection. */
function ending(socket, patience) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve("nothing");
      socket.terminate();
    }, patience);
    const end = (value) => {
      clearTimeout(timer);
      resolve(value);
    };
    socket.on("close", (code) => end(code));
    socket.on("error", (error) => end(error.message));
  });
}
