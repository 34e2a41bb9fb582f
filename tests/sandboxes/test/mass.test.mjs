import assert from "node:assert/strict";
import test from "node:test";
import { addDraft, receiver, until, wechat } from "./stage.mjs";

const order = (media_id, clientmsgid) => ({ filter: { is_to_all: true }, msgtype: "mpnews", mpnews: { media_id }, send_ignore_reprint: 0, clientmsgid });

test("a subscription account pushes once a day; a failed push gives the allowance back", async (t) => {
  const wx = await wechat(t, { kind: "subscription" });
  await wx.control("POST", "outcomes", { kind: "mass", status: "err(20001)" });
  const failed = await wx.call("message/mass/sendall", order(await addDraft(wx), "a"));
  await until(async () => (await wx.call("message/mass/get", { msg_id: failed.msg_id })).msg_status === "SEND_FAIL");
  const sent = await wx.call("message/mass/sendall", order(await addDraft(wx), "b"));
  assert.equal(sent.errcode, 0);
  await until(async () => (await wx.call("message/mass/get", { msg_id: sent.msg_id })).msg_status === "SEND_SUCCESS");
  assert.equal((await wx.call("message/mass/sendall", order(await addDraft(wx), "c"))).errcode, 45028);
  await wx.control("POST", "clock", { advance_s: 86_400 });
  const renewed = await wx.call("message/mass/sendall", order(await addDraft(wx), "d"));
  assert.equal(renewed.errcode, 0);
});

test("the same clientmsgid never sends twice and tells the old msg_id", async (t) => {
  const wx = await wechat(t);
  const media_id = await addDraft(wx);
  const first = await wx.call("message/mass/sendall", order(media_id, "once"));
  assert.equal((await wx.call("message/mass/sendall", order(media_id, "once"))).errcode, 45066);
  await wx.control("POST", "clock", { advance_s: 61 });
  const again = await wx.call("message/mass/sendall", order(media_id, "once"));
  assert.equal(again.errcode, 45065);
  assert.equal(String(again.msg_id), String(first.msg_id));
  assert.equal("msg_data_id" in again, false);
  assert.equal((await wx.control("GET", "effects?effect=mass_accepted")).length, 1);
  assert.equal((await wx.call("message/mass/sendall", order(media_id, "x".repeat(36)))).errcode, 45067);
});

test("under protection a mass message waits for the administrator, who may refuse it or let it lapse", async (t) => {
  const wx = await wechat(t, { mass_protection: true });
  const status = async (msg_id) => (await wx.call("message/mass/get", { msg_id })).msg_status;
  for (const [decision, ends, failure] of [["refuse", "SEND_FAIL", "err(40001)"], ["timeout", "SEND_FAIL", "err(40002)"], ["confirm", "SEND_SUCCESS"]]) {
    const { msg_id } = await wx.call("message/mass/sendall", order(await addDraft(wx), decision));
    assert.equal(await status(msg_id), "SENDING", decision);
    await wx.control("POST", "masses/confirm", { msg_id: String(msg_id), decision });
    await until(async () => (await status(msg_id)) === ends);
    if (failure) assert.equal((await wx.control("GET", "effects?effect=mass_failed")).at(-1).status, failure);
  }
  assert.equal((await wx.control("GET", "effects?effect=mass_sent")).length, 1);
});

test("a mass message's event tells addresses, and what was found of reprints", async (t) => {
  const { address, deliveries } = await receiver(t);
  const wx = await wechat(t, { callbackUrl: address, mode: "plain" });
  await wx.control("POST", "outcomes", { kind: "mass", status: "err(30003)", check_state: 3 });
  await wx.call("message/mass/sendall", order(await addDraft(wx), "reprint"));
  await until(() => deliveries.length === 1);
  assert.match(deliveries[0].body, /err\(30003\)/);
  assert.match(deliveries[0].body, /<CheckState>3<\/CheckState>/);
  assert.match(deliveries[0].body, /<CanReprint>0<\/CanReprint>/);
  await wx.call("message/mass/sendall", order(await addDraft(wx), "own"));
  await until(() => deliveries.length === 2);
  assert.match(deliveries[1].body, /<ArticleUrl><!\[CDATA\[http.*\/s\//);
});
