/** What stands on the far side of connectors and outlets: the example of the docs, a platform of another company, an outlet's site. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { freePort } from "./matrix.mjs";
import { until } from "./until.mjs";

const { Webhook } = createRequire(new URL("../../sandboxes/package.json", import.meta.url))("standardwebhooks");
const connector = fileURLToPath(new URL("../../../docs/connector.py", import.meta.url));

/** `docs/connector.py` as a contractor runs it, once it is handed its secret; `said` is what it wrote. */
export async function example() {
  const port = await freePort();
  let said = "";
  let child;
  const start = async (secret) => {
    const env = { ...process.env, CONNECTOR_SECRET: secret, CONNECTOR_SITE: "https://weibo.example" };
    child = spawn("python3", [connector, String(port)], { env, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.on("data", (chunk) => (said += chunk));
    await until("the example listens", () => fetch(`http://127.0.0.1:${port}`).then(() => true, () => false));
  };
  return { endpoint: `http://127.0.0.1:${port}/hook`, start, said: () => said, stop: () => child?.kill() };
}

/** A platform whose readers see at `/` what a program was told to publish. It says later, signed, how each piece stands. */
export async function platform(name) {
  const posts = new Map();
  let hook;
  const server = await serve(async (request, answer) => {
    if (request.method !== "POST") return html(answer, page(name, [...posts.values()]));
    const body = await text(request);
    const message = hook?.verify(body, request.headers);
    if (!message) return answer.writeHead(401).end();
    return json(answer, standing(message));
  });
  const standing = ({ type, target, piece, resultAt }) => {
    if (type === "release.publish") {
      posts.set(target, piece);
      report(resultAt, { type: "release.result", target, state: "live", url: `${server.url}/#${target}`, id: target });
      return { state: "accepted" };
    }
    if (type === "release.withdraw") return { state: posts.delete(target) ? "withdrawn" : "unknown" };
    return { state: type === "ping" ? "accepted" : posts.has(target) ? "live" : "unknown" };
  };
  const report = (to, result) => {
    const [id, at, body] = [`msg_${randomUUID()}`, new Date(), JSON.stringify(result)];
    const headers = { "webhook-id": id, "webhook-timestamp": String(Math.floor(at / 1000)), "webhook-signature": hook.sign(id, at, body) };
    // Once the message it answers has been answered.
    setImmediate(() => fetch(to, { method: "POST", headers, body }));
  };
  return { ...server, endpoint: `${server.url}/hook`, start: (secret) => (hook = new Webhook(secret)) };
}

/** An outlet's own site with one article. */
export const website = (title, words) => serve((request, answer) => html(answer, page(title, [{ title, html: `<p>${words}</p>` }])));

async function serve(answer) {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error) => response.writeHead(500).end(error.message));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

async function text(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function page(name, posts) {
  const shown = posts.map((post) => `<article><h2>${post.title}</h2>${post.html}</article>`).join("") || "<p>还没有文章</p>";
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${name}</title><nav>首页 要闻</nav><h1>${name}</h1>${shown}`;
}

const html = (answer, body) => answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(body);
const json = (answer, body) => answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
