import assert from "node:assert/strict";
import test from "node:test";
import { fromXml } from "../wechat/xml.mjs";
import { addDraft, receiver, until, wechat } from "./stage.mjs";

const finished = (wx, publish_id, status = 0) => until(async () => {
  const answer = await wx.call("freepublish/get", { publish_id });
  return answer.publish_status === status && answer;
});

test("a submitted draft is published later, announced by an event, and gone from the drafts", async (t) => {
  const { address: callback_url, deliveries } = await receiver(t);
  const wx = await wechat(t, { callback_url });
  const media_id = await addDraft(wx);
  const { errcode, publish_id } = await wx.call("freepublish/submit", { media_id });
  assert.equal(errcode, 0);
  const done = await finished(wx, publish_id);
  assert.equal(done.article_detail.count, 1);
  await until(() => deliveries.length === 1);
  const { Event, PublishEventInfo: info } = fromXml(deliveries[0].body);
  assert.equal(Event, "PUBLISHJOBFINISH");
  assert.equal(info.publish_id, String(publish_id));
  assert.equal(info.article_id, done.article_id);
  assert.equal((await wx.call("draft/update", { media_id, index: 0, articles: {} })).errcode, 40007);
  const page = await fetch(done.article_detail.item[0].article_url);
  assert.match(await page.text(), /县政府常务会议/);
  const [effect] = await wx.control("GET", "effects?effect=published");
  assert.equal(effect.media_id, media_id);
  assert.equal(effect.articles[0].content_sha256.length, 64);
});

test("publish ids come as a number and as text in turn", async (t) => {
  const wx = await wechat(t);
  const types = [];
  for (let n = 0; n < 2; n += 1) types.push(typeof (await wx.call("freepublish/submit", { media_id: await addDraft(wx) })).publish_id);
  assert.deepEqual(types.sort(), ["number", "string"]);
});

test("a blind second submit is seen as a second publication", async (t) => {
  const wx = await wechat(t, { publish_delay_ms: 50 });
  const media_id = await addDraft(wx);
  const first = await wx.call("freepublish/submit", { media_id });
  const second = await wx.call("freepublish/submit", { media_id });
  assert.notEqual(String(first.publish_id), String(second.publish_id));
  await until(async () => (await wx.control("GET", "effects?effect=published")).length === 2);
});

for (const status of [2, 3, 4]) {
  test(`an ordered outcome ${status} fails the job and keeps the draft`, async (t) => {
    const { address: callback_url, deliveries } = await receiver(t);
    const wx = await wechat(t, { callback_url });
    const media_id = await addDraft(wx);
    await wx.control("POST", "outcomes", { publish_status: status, fail_idx: [1] });
    const { publish_id } = await wx.call("freepublish/submit", { media_id });
    assert.deepEqual((await finished(wx, publish_id, status)).fail_idx, [1]);
    await until(() => deliveries.length === 1);
    assert.equal(fromXml(deliveries[0].body).PublishEventInfo.publish_status, String(status));
    assert.equal((await wx.call("draft/get", { media_id })).news_item.length, 1);
  });
}

test("a held job runs until it is settled, and a lost event is not sent", async (t) => {
  const { address: callback_url, deliveries } = await receiver(t);
  const wx = await wechat(t, { callback_url });
  await wx.control("POST", "outcomes", { hold: true, callback: "lost" });
  const { publish_id } = await wx.call("freepublish/submit", { media_id: await addDraft(wx) });
  assert.equal((await wx.call("freepublish/get", { publish_id })).publish_status, 1);
  assert.equal((await wx.control("POST", "settle")).settled, 1);
  assert.equal((await wx.call("freepublish/get", { publish_id })).publish_status, 0);
  assert.equal(deliveries.length, 0);
});

test("published articles are listed, taken down by index from 1, and all of them by 0", async (t) => {
  const wx = await wechat(t);
  const { publish_id } = await wx.call("freepublish/submit", { media_id: await addDraft(wx) });
  const { article_id } = await finished(wx, publish_id);
  const list = await wx.call("freepublish/batchget", { offset: 0, count: 20 });
  assert.equal(list.item[0].article_id, article_id);
  assert.equal((await wx.call("freepublish/delete", { article_id, index: 2 })).errcode, 40035);
  assert.equal((await wx.call("freepublish/delete", { article_id })).errcode, 0);
  assert.equal((await wx.call("freepublish/getarticle", { article_id })).news_item[0].is_deleted, true);
  assert.equal((await wx.call("freepublish/get", { publish_id })).publish_status, 5);
  assert.equal((await fetch(`${wx.address}/s/${article_id}`)).status, 410);
  assert.equal((await wx.call("freepublish/get", { publish_id: "1" })).errcode, 53502);
  assert.equal((await wx.call("freepublish/getarticle", { article_id: "x" })).errcode, 53600);
});
