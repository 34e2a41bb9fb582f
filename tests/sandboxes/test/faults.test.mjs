import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { start } from "../wechat/app.mjs";
import { ACCOUNT, addDraft, client, until, wechat } from "./stage.mjs";

const submits = (wx) => wx.control("GET", "effects?effect=publish_accepted");

test("an answer dropped after processing is a real publication, one dropped before is not", async (t) => {
  const wx = await wechat(t);
  const media_id = await addDraft(wx);
  await wx.control("POST", "faults", { kind: "drop", path: "freepublish/submit" });
  await assert.rejects(wx.call("freepublish/submit", { media_id }));
  assert.equal((await submits(wx)).length, 0);
  await wx.control("POST", "faults", { kind: "drop_after", path: "freepublish/submit" });
  await assert.rejects(wx.call("freepublish/submit", { media_id }));
  assert.equal((await submits(wx)).length, 1);
});

test("errcode, HTTP status, delay and garbage happen as often as ordered", async (t) => {
  const wx = await wechat(t);
  await wx.freshToken();
  await wx.get("draft/count");
  await wx.control("POST", "faults", { kind: "errcode", path: "draft/count", errcode: -1, count: 2 });
  assert.equal((await wx.get("draft/count")).errcode, -1);
  assert.equal((await wx.get("draft/count")).errcode, -1);
  await wx.control("POST", "faults", { kind: "http", path: "draft/count", status: 502 });
  await assert.rejects(wx.get("draft/count"));
  await wx.control("POST", "faults", { kind: "garbage", path: "draft/count" });
  await assert.rejects(wx.get("draft/count"));
  await wx.control("POST", "faults", { kind: "delay", path: "draft/count", ms: 50 });
  const begun = Date.now();
  assert.equal((await wx.get("draft/count")).total_count, 0);
  assert.ok(Date.now() - begun >= 50);
});

test("an account without the right is told 48001", async (t) => {
  const wx = await wechat(t, { denied: ["freepublish/submit"] });
  assert.equal((await wx.call("freepublish/submit", { media_id: "x" })).errcode, 48001);
});

test("the log file has the effect before the caller is answered, and state outlives the process", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "wechat-"));
  const files = { log: join(folder, "log.jsonl"), state: join(folder, "state.json") };
  const first = await start({ accounts: [{ ...ACCOUNT, publish_delay_ms: 60_000 }], ...files });
  const wx = client(first.address);
  await wx.call("freepublish/submit", { media_id: await addDraft(wx) });
  const lines = readFileSync(files.log, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(lines.some((line) => line.effect === "publish_accepted"));
  await first.stop();
  const second = await start({ accounts: [{ ...ACCOUNT, publish_delay_ms: 5 }], ...files });
  t.after(() => second.stop());
  const again = client(second.address);
  await until(async () => (await again.call("freepublish/batchget", { offset: 0, count: 20 })).total_count === 1);
});
