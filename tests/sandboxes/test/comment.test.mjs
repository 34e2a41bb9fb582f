import assert from "node:assert/strict";
import test from "node:test";
import { APPID, addDraft, until, wechat } from "./stage.mjs";

/** A published article with these comments under it, the first the latest. */
async function commented(wx, words, article = { need_open_comment: 1 }) {
  const { publish_id, msg_data_id } = await wx.call("freepublish/submit", { media_id: await addDraft(wx, article) });
  await until(async () => (await wx.call("freepublish/get", { publish_id })).publish_status === 0);
  for (const content of [...words].reverse()) await wx.control("POST", "comments", { appid: APPID, msg_data_id, openid: "o-reader", content });
  const list = (page = {}) => wx.call("comment/list", { msg_data_id, index: 0, begin: 0, count: 49, type: 0, ...page });
  const act = (api, user_comment_id, more = {}) => wx.call(`comment/${api}`, { msg_data_id, index: 0, user_comment_id, ...more });
  return { msg_data_id, list, act };
}

test("comments are read by page, elected, and told apart by kind", async (t) => {
  const wx = await wechat(t);
  const { list, act } = await commented(wx, ["丙", "乙", "甲"]);
  const first = await list({ count: 2 });
  assert.deepEqual([first.total, first.comment.map((one) => one.content)], [3, ["丙", "乙"]]);
  await act("markelect", first.comment[1].user_comment_id);
  assert.deepEqual((await list({ type: 2 })).comment.map((one) => one.content), ["乙"]);
  await act("unmarkelect", first.comment[1].user_comment_id);
  assert.equal((await list({ type: 2 })).total, 0);
  assert.equal((await list({ count: 50 })).errcode, 88010);
});

test("a comment has one reply until it is deleted, and is gone once deleted", async (t) => {
  const wx = await wechat(t);
  const { list, act } = await commented(wx, ["问"]);
  const [{ user_comment_id }] = (await list()).comment;
  assert.equal((await act("reply/delete", user_comment_id)).errcode, 88009);
  assert.equal((await act("reply/add", user_comment_id, { content: "答" })).errcode, 0);
  assert.equal((await act("reply/add", user_comment_id, { content: "再答" })).errcode, 88005);
  assert.equal((await list()).comment[0].reply.content, "答");
  assert.equal((await act("reply/delete", user_comment_id)).errcode, 0);
  assert.equal((await act("delete", user_comment_id)).errcode, 0);
  assert.equal((await act("delete", user_comment_id)).errcode, 88008);
});

test("an account without comments answers 88000, and a closed article takes none", async (t) => {
  const wx = await wechat(t);
  const { list } = await commented(wx, [], {});
  const closed = await wx.control("POST", "comments", { appid: APPID, msg_data_id: 1, openid: "o", content: "甲" });
  assert.ok(closed.error);
  assert.equal((await wx.call("comment/list", { msg_data_id: 1, count: 1 })).errcode, 88001);
  await wx.control("POST", "accounts", { appid: APPID, comments: false });
  assert.equal((await list()).errcode, 88000);
});
