import assert from "node:assert/strict";
import test from "node:test";
import { APPID, addDraft, wechat } from "./stage.mjs";

test("a draft is added, read, changed, listed, counted and deleted", async (t) => {
  const wx = await wechat(t);
  const media_id = await addDraft(wx);
  assert.equal((await wx.call("draft/get", { media_id })).news_item[0].title, "县政府常务会议");
  const article = { ...(await wx.call("draft/get", { media_id })).news_item[0], title: "改过的标题" };
  assert.equal((await wx.call("draft/update", { media_id, index: 0, articles: article })).errcode, 0);
  assert.equal((await wx.call("draft/update", { media_id, index: 0, articles: [article] })).errcode, 47001);
  const list = await wx.call("draft/batchget", { offset: 0, count: 20, no_content: 1 });
  assert.equal(list.item[0].content.news_item[0].title, "改过的标题");
  assert.equal("content" in list.item[0].content.news_item[0], false);
  assert.equal((await wx.get("draft/count")).total_count, 1);
  assert.equal((await wx.call("draft/delete", { media_id })).errcode, 0);
  assert.equal((await wx.call("draft/get", { media_id })).errcode, 40007);
});

const REFUSED = [
  ["title of 33 characters", { title: "题".repeat(33) }, 45003],
  ["author of 17 characters", { author: "作".repeat(17) }, 45110],
  ["digest of 129 characters", { digest: "摘".repeat(129) }, 45004],
  ["content of 20 000 characters", { content: "文".repeat(20_000) }, 45002],
  ["empty content", { content: "" }, 44004],
  ["unknown thumb", { thumb_media_id: "nothing" }, 40007],
  ["bad crop", { pic_crop_1_1: "0.5_0_0.1_1" }, 53402],
];

for (const [what, article, errcode] of REFUSED) {
  test(`a draft with ${what} is refused with ${errcode}`, async (t) => {
    const wx = await wechat(t);
    assert.equal((await addDraft(wx, article)).errcode, errcode);
    assert.equal((await wx.control("GET", "effects?effect=draft_added")).length, 0);
  });
}

test("scripts and foreign images leave the content, own images stay", async (t) => {
  const wx = await wechat(t);
  const { url } = await wx.upload("media/uploadimg");
  const content = `<p onclick="x()">甲</p><script>1</script><img src="https://example.com/a.png"><img src="${url}">`;
  const media_id = await addDraft(wx, { content });
  const stored = (await wx.call("draft/get", { media_id })).news_item[0].content;
  assert.equal(stored, `<p>甲</p><img src="${url}">`);
});

test("an escaped title is shown literally, as WeChat does", async (t) => {
  const wx = await wechat(t);
  const { media_id: thumb_media_id } = await wx.upload("material/add_material", { query: { type: "image" } });
  const token = (await wx.freshToken()).access_token;
  const body = `{"articles":[{"title":"\\u5185\\u4e61","content":"<p>a</p>","thumb_media_id":"${thumb_media_id}"}]}`;
  const { media_id } = await (await fetch(`${wx.address}/cgi-bin/draft/add?access_token=${token}`, { method: "POST", body })).json();
  assert.equal((await wx.call("draft/get", { media_id })).news_item[0].title, "\\u5185\\u4e61");
});

test("the daily quota ends in 45009 and clear_quota opens it again, ten times a month", async (t) => {
  const wx = await wechat(t);
  await wx.control("POST", "quotas", { api: "draft/batchget", used: 1000 });
  assert.equal((await wx.call("draft/batchget", { offset: 0, count: 1 })).errcode, 45009);
  for (let n = 0; n < 10; n += 1) assert.equal((await wx.call("clear_quota", { appid: APPID })).errcode, 0);
  assert.equal((await wx.call("clear_quota", { appid: APPID })).errcode, 48006);
  assert.equal((await wx.call("draft/batchget", { offset: 0, count: 1 })).total_count, 0);
  const { quota } = await wx.call("openapi/quota/get", { cgi_path: "/cgi-bin/draft/batchget" });
  assert.deepEqual(quota, { daily_limit: 1000, used: 1, remain: 999 });
});

test("images are judged by their bytes and size", async (t) => {
  const wx = await wechat(t);
  assert.match((await wx.upload("media/uploadimg")).url, /^http:\/\/mmbiz\.qpic\.cn\//);
  assert.equal((await wx.upload("media/uploadimg", { bytes: Buffer.from("GIF89a-not-a-png") })).errcode, 40005);
  const large = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(1 << 20)]);
  assert.equal((await wx.upload("media/uploadimg", { bytes: large })).errcode, 40009);
  assert.ok((await wx.upload("material/add_material", { bytes: large, query: { type: "image" } })).media_id);
  assert.equal((await wx.upload("material/add_material", { query: { type: "thumb" } })).errcode, 40005);
  assert.equal((await wx.upload("media/upload", { query: { type: "image" } })).type, "image");
  assert.equal((await wx.call("draft/add", {})).errcode, 47001);
});
