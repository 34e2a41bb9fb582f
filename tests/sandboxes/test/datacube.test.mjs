import assert from "node:assert/strict";
import test from "node:test";
import { APPID, wechat } from "./stage.mjs";

const day = (back) => new Date(Date.now() + 8 * 3600_000 - back * 24 * 3600_000).toISOString().slice(0, 10);

/** A WeChat that counted two days, and a call of its datacube. */
async function counted(t) {
  const wx = await wechat(t);
  await wx.control("POST", "figures", { appid: APPID, day: day(2), followers: 100, gained: 3, lost: 1 });
  const articles = [{ msg_data_id: "12003", index: 3, title: "县政府常务会议", reads: 40, shares: 2 }];
  await wx.control("POST", "figures", { appid: APPID, day: day(1), followers: 104, gained: 5, lost: 1, articles });
  const { access_token } = await wx.freshToken();
  const ask = async (api, from, until = from) => {
    const body = JSON.stringify({ begin_date: from, end_date: until });
    return (await fetch(`${wx.address}/datacube/${api}?access_token=${access_token}`, { method: "POST", body })).json();
  };
  return ask;
}

test("followers are told by day, seven days at once and never of today", async (t) => {
  const ask = await counted(t);
  const { list } = await ask("getusercumulate", day(2), day(1));
  assert.deepEqual(list.map((one) => [one.ref_date, one.cumulate_user]), [[day(2), 100], [day(1), 104]]);
  assert.deepEqual((await ask("getusersummary", day(1))).list.map((one) => [one.new_user, one.cancel_user]), [[5, 1]]);
  assert.equal((await ask("getusercumulate", day(1), day(0))).errcode, 61501);
  assert.equal((await ask("getusercumulate", day(8), day(1))).errcode, 61501);
  assert.equal((await ask("getusercumulate", "1. 3. 2026")).errcode, 61500);
});

test("reads are told of one day, each piece by its message and its place", async (t) => {
  const ask = await counted(t);
  const { list } = await ask("getarticlesummary", day(1));
  assert.deepEqual(list.map((one) => [one.msgid, one.int_page_read_count, one.share_count]), [["12003_3", 40, 2]]);
  assert.equal((await ask("getarticlesummary", day(2), day(1))).errcode, 61501);
});
