/** The newspaper's server: the hook, the control API and the inbox page. */
import { createServer } from "node:http";
import { Faults } from "../kit/faults.mjs";
import { BodyTooLarge, send, sendJson } from "../kit/http.mjs";
import { Journal } from "../kit/journal.mjs";
import { close, listen } from "../kit/serve.mjs";
import { answerControl } from "./control.mjs";
import { Desk } from "./desk.mjs";
import { answerHook } from "./hook.mjs";
import { answerPage } from "./pages.mjs";

/** Builds the newspaper without listening. `accounts` is a list of outlets or `{ outlets: [...] }`. */
export function build({ accounts = [], log, state } = {}) {
  const journal = new Journal(log);
  const desk = new Desk({ journal, faults: new Faults(), stateFile: state });
  // What was set by control before a restart (a rotated secret) is not undone by the file.
  for (const outlet of accounts.outlets ?? accounts) if (!Object.hasOwn(desk.outlets, outlet.name)) desk.configure(outlet);
  const server = createServer((request, response) => {
    answer(desk, request, response).catch((error) => fail(response, error));
  });
  const stop = () => {
    desk.stop();
    journal.close();
  };
  return { desk, server, started: () => {}, stop };
}

/** Builds and listens on a free port: the form tests use. */
export async function start(settings = {}) {
  const app = build(settings);
  const address = await listen(app.server, settings);
  return { ...app, address, stop: async () => { app.stop(); await close(app.server); } };
}

async function answer(desk, request, response) {
  const url = new URL(request.url, "http://sandbox");
  const hook = url.pathname === "/hook" || url.pathname.startsWith("/hook/");
  if (hook && request.method === "POST") return answerHook(desk, request, response, url);
  if (url.pathname.startsWith("/_sandbox/")) return answerControl(desk, request, response, url);
  if (request.method === "GET") return answerPage(desk, response, url);
  return send(response, 405, "", { allow: "GET" });
}

function fail(response, error) {
  if (response.headersSent) return response.destroy();
  if (error instanceof BodyTooLarge) return send(response, 413, error.message);
  process.stderr.write(`${error.stack}\n`);
  return sendJson(response, 500, { error: error.message });
}
