import assert from "node:assert/strict";
import test from "node:test";
import { decrypt, encrypt, sign } from "../wechat/crypto.mjs";
import { fromXml, toXml } from "../wechat/xml.mjs";
import { APPID, KEY, receiver, wechat } from "./stage.mjs";

const passive = (content) => toXml({ ToUserName: "o", FromUserName: "gh", CreateTime: 1, MsgType: "text", Content: content });

test("a plain message is signed over token, timestamp and nonce and its answer is read", async (t) => {
  const { address: callback_url, deliveries } = await receiver(t, () => passive("收到"));
  const wx = await wechat(t, { callback_url });
  const result = await wx.control("POST", "citizens/say", { name: "小李", content: "路灯坏了😀" });
  const { signature, timestamp, nonce, openid } = deliveries[0].query;
  assert.equal(signature, sign("AAAAA", timestamp, nonce));
  assert.equal(openid, result.openid);
  assert.equal(fromXml(deliveries[0].body).Content, "路灯坏了😀");
  assert.equal(result.answer.message.Content, "收到");
});

test("in safe mode both directions are encrypted and signed", async (t) => {
  const reply = ({ body, query }) => {
    const { Encrypt } = fromXml(body);
    assert.equal(query.msg_signature, sign("AAAAA", query.timestamp, query.nonce, Encrypt));
    const { Content } = fromXml(decrypt(KEY, APPID, Encrypt));
    const sealed = encrypt(KEY, APPID, passive(`回：${Content}`));
    return toXml({ Encrypt: sealed, MsgSignature: sign("AAAAA", "1", "2", sealed), TimeStamp: 1, Nonce: "2" });
  };
  const { address: callback_url } = await receiver(t, reply);
  const wx = await wechat(t, { callback_url, mode: "aes" });
  const result = await wx.control("POST", "citizens/say", { content: "井盖" });
  assert.equal(result.answer.message.Content, "回：井盖");
});

test("an unencrypted answer in safe mode and nonsense are malformed, and the citizen sees a failure", async (t) => {
  const { address: callback_url } = await receiver(t, () => passive("明文"));
  const wx = await wechat(t, { callback_url, mode: "safe" });
  assert.equal((await wx.control("POST", "citizens/say", { content: "井盖" })).answer.kind, "malformed");
  const { chat } = await wx.control("GET", "state");
  assert.equal(chat.at(-1).msgtype, "system");
});

test("no answer in time is delivered again with the same MsgId, three more times", async (t) => {
  const { address: callback_url, deliveries } = await receiver(t, () => null);
  const wx = await wechat(t, { callback_url, callback_timeout_ms: 30 });
  const result = await wx.control("POST", "citizens/say", { content: "井盖" });
  assert.equal(result.answer.kind, "none");
  assert.equal(deliveries.length, 4);
  assert.equal(new Set(deliveries.map(({ body }) => fromXml(body).MsgId)).size, 1);
});

test("a forged delivery carries a wrong signature", async (t) => {
  const { address: callback_url, deliveries } = await receiver(t, () => [403, "no"]);
  const wx = await wechat(t, { callback_url });
  const { attempts } = await wx.control("POST", "citizens/say", { content: "井盖", forge: "signature" });
  const { signature, timestamp, nonce } = deliveries[0].query;
  assert.notEqual(signature, sign("AAAAA", timestamp, nonce));
  assert.deepEqual(attempts.map(({ status }) => status), [403]);
});

test("a repeated event is the same word for word, and in real time whatever the sandbox's clock says", async (t) => {
  const { address: callback_url, deliveries } = await receiver(t);
  const wx = await wechat(t, { callback_url });
  await wx.control("POST", "clock", { advance_s: 86_400 });
  await wx.control("POST", "citizens/event", { event: "subscribe", times: 2 });
  assert.equal(deliveries.length, 2);
  assert.equal(deliveries[0].body, deliveries[1].body);
  assert.ok(Math.abs(deliveries[0].query.timestamp - Date.now() / 1000) < 60);
});

test("the address check sends an echo string", async (t) => {
  const { address: callback_url } = await receiver(t, ({ query }) => query.echostr);
  const wx = await wechat(t, { callback_url });
  assert.equal((await wx.control("POST", "accounts/verify")).verified, true);
});

test("customer messages are five in 48 hours after a message, three in a minute after a menu key", async (t) => {
  const wx = await wechat(t);
  const { openid } = await wx.control("POST", "citizens", { name: "小李" });
  const send = async () => (await wx.call("message/custom/send", { touser: openid, msgtype: "text", text: { content: "您好" } })).errcode;
  assert.equal(await send(), 45015);
  await wx.control("POST", "citizens/say", { openid, content: "问" });
  for (let n = 0; n < 5; n += 1) assert.equal(await send(), 0);
  assert.equal(await send(), 45047);
  await wx.control("POST", "citizens/event", { openid, event: "CLICK", event_key: "menu" });
  for (let n = 0; n < 3; n += 1) assert.equal(await send(), 0);
  await wx.control("POST", "clock", { advance_s: 48 * 3600 + 1 });
  assert.equal(await send(), 45015);
  await wx.control("POST", "citizens/event", { openid, event: "unsubscribe" });
  assert.equal(await send(), 43004);
  assert.deepEqual(await wx.get("user/info", { openid }), { subscribe: 0, openid });
});
