/** node-easywechat, a public client, takes a stable token and walks a draft to its publication. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { start } from "../sandboxes/wechat/app.mjs";

const { OfficialAccount } = createRequire(import.meta.url)("node-easywechat");
const ACCOUNT = { appid: "wx4113250000000001", secret: "a-secret-of-the-peers-test", name: "内乡发布", publish_delay_ms: 10 };
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** A cache in memory; the library's own would write a folder. */
function memory() {
  const kept = new Map();
  return {
    fetch: (key) => kept.get(key),
    contains: (key) => kept.has(key),
    save: (key, value) => kept.set(key, value) && true,
    get: async (key, fallback = null) => kept.get(key) ?? fallback,
    set: async (key, value) => kept.set(key, value) && true,
    has: async (key) => kept.has(key),
    delete: async (key) => kept.delete(key),
  };
}

async function stage(t, settings = {}) {
  const sandbox = await start({ accounts: [{ ...ACCOUNT, ...settings }] });
  t.after(() => sandbox.stop());
  const app = new OfficialAccount({
    app_id: ACCOUNT.appid, secret: ACCOUNT.secret, use_stable_access_token: true, http: { baseURL: `${sandbox.address}/` },
  });
  app.setCache(memory());
  const client = app.getClient();
  const call = async (api, json = {}) => (await client.request("post", `cgi-bin/${api}`, { json })).toObject();
  return { app, client, call, control: (path, body) => fetch(`${sandbox.address}/_sandbox/${path}`, body && { method: "POST", body: JSON.stringify(body) }).then((answer) => answer.json()) };
}

async function upload(client, api) {
  const form = new (createRequire(import.meta.url)("form-data"))();
  form.append("media", PNG, { filename: "图.png", contentType: "image/png" });
  return (await client.request("post", `cgi-bin/${api}`, { data: form, headers: form.getHeaders() })).toObject();
}

test("the stable token is fetched once and used", async (t) => {
  const { app, call, control } = await stage(t);
  const token = await app.getAccessToken().getToken();
  assert.equal(token.length, 512);
  assert.equal((await call("draft/batchget", { offset: 0, count: 1 })).total_count, 0);
  const calls = await control("received");
  assert.deepEqual(calls.map((one) => one.path), ["/cgi-bin/stable_token", "/cgi-bin/draft/batchget"]);
});

test("a draft becomes an article", async (t) => {
  const { client, call } = await stage(t);
  const { media_id: thumb_media_id } = await upload(client, "material/add_material?type=image");
  assert.ok(thumb_media_id);
  const { media_id } = await call("draft/add", { articles: [{ title: "县政府常务会议", content: "<p>正文</p>", thumb_media_id }] });
  const { publish_id } = await call("freepublish/submit", { media_id });
  const job = await ended(() => call("freepublish/get", { publish_id }));
  assert.equal(job.publish_status, 0);
  const article = await call("freepublish/getarticle", { article_id: job.article_id });
  assert.equal(article.news_item[0].title, "县政府常务会议");
});

test("an image for the body gets an address", async (t) => {
  const { client } = await stage(t);
  assert.match((await upload(client, "media/uploadimg")).url, /^http:\/\/mmbiz\.qpic\.cn\//);
});

test("a push of two articles is named, confirmed by the administrator and sent once", async (t) => {
  const { client, call, control } = await stage(t, { mass_protection: true });
  const { media_id: thumb_media_id } = await upload(client, "material/add_material?type=image");
  const articles = ["头条", "次条"].map((title) => ({ title, content: "<p>正文</p>", thumb_media_id }));
  const { media_id } = await call("draft/add", { articles });
  const message = { filter: { is_to_all: true }, msgtype: "mpnews", mpnews: { media_id }, send_ignore_reprint: 0, clientmsgid: "a-name-of-ours" };
  const { msg_id } = await call("message/mass/sendall", message);
  assert.equal((await call("message/mass/get", { msg_id })).msg_status, "SENDING");
  await control("masses/confirm", {});
  for (let tries = 0; tries < 100 && (await call("message/mass/get", { msg_id })).msg_status === "SENDING"; tries += 1) await new Promise((r) => setTimeout(r, 10));
  assert.equal((await call("message/mass/get", { msg_id })).msg_status, "SEND_SUCCESS");
  const sent = await control("effects?effect=mass_sent");
  assert.deepEqual(sent.map((one) => one.articles.map((article) => article.title)), [["头条", "次条"]]);
});

async function ended(ask) {
  for (let tries = 0; tries < 100; tries += 1) {
    const job = await ask();
    if (job.publish_status !== 1) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the job never ended");
}
