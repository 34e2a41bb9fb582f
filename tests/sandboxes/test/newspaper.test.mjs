import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { Webhook } from "standardwebhooks";
import { start } from "../newspaper/app.mjs";

const OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const PIECE = {
  uri: "urn:uuid:0190c0de-0000-7000-8000-000000000001", type: "text", version: "1", pubStatus: "usable",
  headlines: [{ value: "内乡县召开防汛会议" }], bodies: [{ contentType: "text/html", value: "<p>正文</p>" }],
};

async function newspaper(t, secrets = [OLD], rest = {}) {
  const paper = await start({ accounts: [{ name: "default", title: "南阳日报", secrets }], ...rest });
  t.after(() => paper.stop());
  const control = async (method, path, body) => (await fetch(`${paper.address}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) })).json();
  const deliver = (document, { id = "msg_1", at = new Date(), secret = OLD, body = JSON.stringify(document) } = {}) =>
    fetch(`${paper.address}/hook`, {
      method: "POST", body,
      headers: {
        "content-type": "application/json", "webhook-id": id, "webhook-timestamp": String(Math.floor(at / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      },
    });
  return { ...paper, control, deliver };
}

test("a signed valid piece is accepted, its repeat acknowledged and recorded as a duplicate", async (t) => {
  const paper = await newspaper(t);
  assert.equal((await paper.deliver(PIECE)).status, 200);
  const repeat = await paper.deliver(PIECE);
  assert.equal(repeat.status, 200);
  assert.equal((await repeat.json()).verdict, "duplicate");
  assert.deepEqual((await paper.control("GET", "received")).map((one) => one.verdict), ["accepted", "duplicate"]);
});

test("stale, forged, unsigned, not ninjs and not JSON are refused by name", async (t) => {
  const paper = await newspaper(t);
  const verdict = async (response) => [response.status, (await response.json()).verdict];
  assert.deepEqual(await verdict(await paper.deliver(PIECE, { at: new Date(Date.now() - 600_000) })), [400, "stale"]);
  assert.deepEqual(await verdict(await paper.deliver(PIECE, { secret: NEW })), [401, "bad_signature"]);
  assert.deepEqual(await verdict(await fetch(`${paper.address}/hook`, { method: "POST", body: "{}" })), [400, "unsigned"]);
  assert.deepEqual(await verdict(await paper.deliver({ ...PIECE, unknown: 1 })), [422, "invalid_ninjs"]);
  assert.deepEqual(await verdict(await paper.deliver({ ...PIECE, pubStatus: "gone" })), [422, "invalid_ninjs"]);
  assert.deepEqual(await verdict(await paper.deliver(null, { body: "not json" })), [400, "invalid_json"]);
});

test("while a secret is rotated either one opens the door", async (t) => {
  const paper = await newspaper(t, [OLD, NEW]);
  assert.equal((await paper.deliver(PIECE, { id: "a", secret: OLD })).status, 200);
  assert.equal((await paper.deliver(PIECE, { id: "b", secret: NEW })).status, 200);
  await paper.control("POST", "outlets", { name: "default", secrets: [NEW] });
  assert.equal((await paper.deliver(PIECE, { id: "c", secret: OLD })).status, 401);
});

test("ordered failures answer with their status and Retry-After, then the piece goes through", async (t) => {
  const paper = await newspaper(t);
  await paper.control("POST", "faults", { status: 503, retry_after: 7 });
  const failed = await paper.deliver(PIECE);
  assert.equal(failed.status, 503);
  assert.equal(failed.headers.get("retry-after"), "7");
  await paper.control("POST", "faults", { kind: "drop_after" });
  await assert.rejects(paper.deliver(PIECE));
  assert.equal((await (await paper.deliver(PIECE)).json()).verdict, "duplicate");
});

test("a withdrawal shows in the inbox instead of the piece", async (t) => {
  const paper = await newspaper(t);
  await paper.deliver(PIECE, { id: "1" });
  await paper.deliver({ ...PIECE, version: "2", pubStatus: "canceled", edNote: "数字有误" }, { id: "2" });
  const [piece] = await paper.control("GET", "inbox");
  assert.equal(piece.withdrawn, true);
  assert.equal(piece.versions, 2);
  assert.match(await (await fetch(paper.address)).text(), /撤稿/);
});

test("GeoJSON inside a piece is checked without fetching its schema", async (t) => {
  const paper = await newspaper(t);
  const place = (geometry) => ({ ...PIECE, places: [{ name: "内乡", geoJSON: geometry }] });
  const answer = await (await paper.deliver(place({ type: "Point", coordinates: [111.85, 33.05] }))).json();
  assert.equal(answer.verdict, "accepted", JSON.stringify(answer.faults));
  assert.equal((await paper.deliver(place({ type: "Point", coordinates: "here" }), { id: "2" })).status, 422);
});

test("a restarted newspaper still knows what it had", async (t) => {
  const state = join(mkdtempSync(join(tmpdir(), "newspaper-")), "state.json");
  const first = await newspaper(t, [OLD], { state });
  await first.deliver(PIECE);
  first.desk.stop();
  const second = await newspaper(t, [OLD], { state });
  assert.equal((await (await second.deliver(PIECE)).json()).verdict, "duplicate");
});
