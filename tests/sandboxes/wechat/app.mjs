/** The server: API calls, control, pages, and the images that articles point to. */
import { createServer } from "node:http";
import { Faults } from "../kit/faults.mjs";
import { BodyTooLarge, send, sendJson } from "../kit/http.mjs";
import { Journal } from "../kit/journal.mjs";
import { close, listen } from "../kit/serve.mjs";
import { answerCall } from "./api/call.mjs";
import { LOGIN_PAGE, answerLogin } from "./login.mjs";
import { answerControl } from "./control.mjs";
import { resumeJobs } from "./jobs.mjs";
import { answerPage } from "./pages.mjs";
import { World } from "./world.mjs";

/** Builds the sandbox without listening. `accounts` is a list or `{ accounts: [...], components: [...] }`. */
export function build({ accounts = [], log, state } = {}) {
  const journal = new Journal(log);
  const world = new World({ journal, faults: new Faults(), stateFile: state });
  for (const account of accounts.accounts ?? accounts) world.configure(account);
  for (const component of accounts.components ?? []) world.configureComponent(component);
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error) => fail(response, error));
  });
  return {
    world,
    server,
    started(address) {
      world.base = address;
      resumeJobs(world);
    },
    stop() {
      world.stop();
      journal.close();
    },
  };
}

/** Builds and listens on a free port: the form tests use. */
export async function start(settings = {}) {
  const app = build(settings);
  const address = await listen(app.server, settings);
  app.started(address);
  return { ...app, address, stop: async () => { app.stop(); await close(app.server); } };
}

async function answer(world, request, response) {
  const url = new URL(request.url, "http://sandbox");
  if (url.pathname === LOGIN_PAGE) return answerLogin(world, request, response, url);
  if (/^\/(cgi-bin|datacube)\//.test(url.pathname)) return answerCall(world, request, response, url);
  if (url.pathname.startsWith("/_sandbox/")) return answerControl(world, request, response, url);
  return answerPage(world, request, response, url);
}

function fail(response, error) {
  if (response.headersSent) return response.destroy();
  if (error instanceof BodyTooLarge) return send(response, 413, error.message);
  process.stderr.write(`${error.stack}\n`);
  return sendJson(response, 500, { error: error.message });
}
