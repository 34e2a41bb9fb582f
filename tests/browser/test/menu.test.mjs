/** The menu of a WeChat account is put together on the account's page, and stands on the platform. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startMatrix } from "../kit/matrix.mjs";
import { choose, confirm, openBrowser, peopleOf } from "../kit/people.mjs";

const appid = "wx4113250000000001";
let matrix, browser, people;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
  people = peopleOf(browser, matrix.url);
});

after(async () => {
  await browser?.close();
  await matrix?.stop();
});

describe("a menu", () => {
  test("says which field is wrong and loses nothing", async () => {
    const page = await openMenu();
    await page.getByRole("button", { name: "编辑菜单" }).click();
    await page.getByRole("button", { name: "添加一级菜单" }).click();
    const first = page.getByRole("group", { name: "一级菜单 1" });
    await first.getByLabel("菜单名").fill("办事大厅入口");
    await first.getByLabel("网址").fill("neixiang.example");
    await page.getByRole("button", { name: "存为编辑稿" }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    await first.getByRole("alert").first().waitFor();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, "nothing is wider than the phone");
    await first.getByRole("alert").first().waitFor();
    assert.equal(await first.getByRole("alert").count(), 2, "the name is too long, and the address is none");
    assert.equal(await first.getByLabel("菜单名").inputValue(), "办事大厅入口");
  });

  test("is published after a look at what changes, and read back", async () => {
    const page = await openMenu({ open: true });
    const first = page.getByRole("group", { name: "一级菜单 1" });
    await first.getByLabel("菜单名").fill("办事");
    assert.equal(await first.getByRole("alert").count(), 0, "what was said of the field was said of another word");
    await first.getByLabel("网址").fill("https://neixiang.example/services");
    await page.getByRole("button", { name: "添加一级菜单" }).click();
    const second = page.getByRole("group", { name: "一级菜单 2" });
    await second.getByLabel("菜单名").fill("互动");
    await choose(page, second.getByLabel("点击后"), "打开小程序");
    await second.getByLabel("小程序 AppID").fill("wx4113250000000009");
    await second.getByLabel("小程序页面路径").fill("pages/ask");
    await second.getByLabel("备用网址").fill("https://neixiang.example/ask");
    await page.getByRole("button", { name: "发布到公众号" }).click();
    await page.getByRole("dialog").getByText("新增 办事").waitFor();
    await confirm(page, "发布到公众号");
    await page.getByRole("list", { name: "公众号上的菜单" }).getByText("互动").waitFor();
    const { menu } = await matrix.wechat.look(`state?appid=${appid}`);
    assert.deepEqual(menu.map(({ name, type }) => [name, type]), [["办事", "view"], ["互动", "miniprogram"]]);
  });

  test("is taken off the platform, and its draft stays", async () => {
    const page = await openMenu({ open: true });
    await page.getByRole("button", { name: "从公众号撤下" }).click();
    await confirm(page, "从公众号撤下");
    await page.getByText("公众号上没有菜单").waitFor();
    const { menu } = await matrix.wechat.look(`state?appid=${appid}`);
    assert.equal(menu, null);
    await page.getByRole("button", { name: "编辑菜单" }).click();
    assert.equal(await page.getByRole("group", { name: "一级菜单 1" }).getByLabel("菜单名").inputValue(), "办事");
  });
});

/** The publisher's page of the account; as it stands, or opened anew. */
async function openMenu({ open = false } = {}) {
  const { page } = await people.staff("publisher");
  if (open) return page;
  await page.goto("/console/accounts");
  await page.getByRole("link", { name: "内乡发布" }).first().click();
  await page.getByRole("heading", { name: "自定义菜单" }).waitFor();
  return page;
}
