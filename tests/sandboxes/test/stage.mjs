/** What the tests share: a WeChat with one account, a client for it, and a receiver of its callbacks. */
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { close, listen } from "../kit/serve.mjs";
import { start } from "../wechat/app.mjs";

export const KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
export const APPID = "wxba5fad812f8e6fb9";
export const ACCOUNT = { appid: APPID, secret: "hush", token: "AAAAA", encodingAesKey: KEY, name: "内乡发布", publish_delay_ms: 5, callback_gap_ms: 5 };
export const VECTORS = JSON.parse(readFileSync(new URL("../../data/wechat_crypto_vectors.json", import.meta.url)));
export const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** A running sandbox and a client of its only account; stopped when the test ends. */
export async function wechat(test, settings = {}, rest = {}) {
  const sandbox = await start({ accounts: [{ ...ACCOUNT, ...settings }], ...rest });
  test.after(() => sandbox.stop());
  return { ...sandbox, ...client(sandbox.address) };
}

/** A client: `call` an API with a token, order the sandbox by `control`. */
export function client(address) {
  const post = async (path, body) => (await fetch(`${address}${path}`, { method: "POST", body: JSON.stringify(body) })).json();
  const freshToken = async (more = {}) => post("/cgi-bin/stable_token", { grant_type: "client_credential", appid: APPID, secret: "hush", ...more });
  // Asked for every time: a test may have moved the clock beyond the life of the last one.
  const bearer = async () => (await freshToken()).access_token;
  return {
    freshToken,
    call: async (api, body = {}) => post(`/cgi-bin/${api}?access_token=${await bearer()}`, body),
    get: async (api, query = {}) => (await fetch(`${address}/cgi-bin/${api}?${new URLSearchParams({ access_token: await bearer(), ...query })}`)).json(),
    upload: async (api, { bytes = PNG, name = "图.png", query = {} } = {}) => {
      const form = new FormData();
      form.set("media", new Blob([bytes]), name);
      const search = new URLSearchParams({ access_token: await bearer(), ...query });
      return (await fetch(`${address}/cgi-bin/${api}?${search}`, { method: "POST", body: form })).json();
    },
    control: async (method, path, body) => {
      const response = await fetch(`${address}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });
      return response.json();
    },
  };
}

/** Adds a thumb and a draft; the draft's media_id. */
export async function addDraft({ call, upload }, article = {}) {
  const { media_id: thumb_media_id } = await upload("material/add_material", { query: { type: "image" } });
  const answer = await call("draft/add", { articles: [{ title: "县政府常务会议", content: "<p>正文</p>", thumb_media_id, ...article }] });
  return answer.media_id ?? answer;
}

/** A receiver of callbacks: keeps what arrives and answers with `reply(delivery)`. */
export async function receiver(test, reply = () => "success") {
  const deliveries = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, "http://receiver");
    const delivery = { method: request.method, query: Object.fromEntries(url.searchParams), body: Buffer.concat(chunks).toString() };
    deliveries.push(delivery);
    const answer = reply(delivery, deliveries.length);
    if (answer === null) return;
    const [status, body] = Array.isArray(answer) ? answer : [200, answer];
    response.writeHead(status).end(body);
  });
  const address = await listen(server);
  test.after(() => close(server));
  return { address: `${address}/callback`, deliveries };
}

/** Waits until `condition` gives something truthy, at most two seconds. */
export async function until(condition) {
  const end = Date.now() + 2000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not reached in time: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
