import assert from "node:assert/strict";
import test from "node:test";
import { wechat } from "./stage.mjs";

const page = (name, url = "https://nx.gov.cn/") => ({ name, type: "view", url });

test("a menu is made, read and taken away, and there is one at most", async (t) => {
  const wx = await wechat(t);
  assert.equal((await wx.get("menu/get")).errcode, 46003);
  const button = [page("政务"), { name: "服务", sub_button: [page("市民办事"), { name: "小程序", type: "miniprogram", url: "https://nx.gov.cn/", appid: "wx1", pagepath: "pages/a" }] }];
  assert.equal((await wx.call("menu/create", { button })).errcode, 0);
  const { menu } = await wx.get("menu/get");
  assert.deepEqual([menu.button[0].name, menu.button[1].sub_button.map((one) => one.name)], ["政务", ["市民办事", "小程序"]]);
  assert.equal((await wx.get("menu/delete")).errcode, 0);
  assert.equal((await wx.get("menu/get")).errcode, 46003);
});

test("every limit of a menu has its own number", async (t) => {
  const wx = await wechat(t);
  const told = async (...button) => (await wx.call("menu/create", { button })).errcode;
  assert.equal(await told(), 40016);
  assert.equal(await told(...Array(4).fill(page("甲"))), 40016);
  assert.equal(await told(page("六个汉字名称")), 40018);
  assert.equal(await told(page("甲", "ftp://nx.gov.cn/")), 40055);
  assert.equal(await told({ name: "甲", sub_button: Array(6).fill(page("乙")) }), 40023);
  assert.equal(await told({ name: "甲", sub_button: [page("乙", "nx.gov.cn")] }), 40054);
  assert.equal(await told({ name: "甲", type: "click" }), 40019);
  assert.equal(await told({ name: "甲", type: "article_id", article_id: "nothing" }), 53600);
});
