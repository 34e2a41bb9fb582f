/** A secret link shows a draft to someone without an account, who says of its facts what the writer then reads. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { look } from "../kit/axe.mjs";
import { startMatrix } from "../kit/matrix.mjs";
import { pages } from "../kit/pages.mjs";
import { openBrowser, peopleOf } from "../kit/people.mjs";

let matrix;
let browser;
let people;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
  people = peopleOf(browser, matrix.url);
});

after(async () => {
  await browser?.close();
  await matrix?.stop();
});

/** The draft's page, at what people outside see of it. */
async function sharing(page) {
  await page.goto(await pages["/console/articles/:id"][0].path(page));
  await page.getByRole("tab", { name: "共享" }).click();
}

test("someone outside sees the draft by a link, asks for changes, and the link then ends", async () => {
  const { page, faults } = await people.staff("health.editor", {});
  await sharing(page);
  await page.getByRole("button", { name: "送外部核稿", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("核稿人").fill("王工（气象局）");
  await dialog.getByLabel("请对方核对什么").fill("启用日期对吗？");
  await dialog.getByRole("button", { name: "生成链接" }).click();
  const url = await dialog.getByRole("textbox", { name: "复制链接" }).inputValue();
  assert.match(url, /\/s\/411325\/preview#[0-9a-f]{32}$/);
  await dialog.getByRole("button", { name: /完\s*成/ }).click();

  const outside = await people.citizen({});
  // The address as it is given out names the site's own host; here it stands elsewhere.
  const path = url.slice(url.indexOf("/s/"));
  await outside.page.goto(path);
  await outside.page.getByText("这是尚未发布的稿件").waitFor();
  await look(outside.page, "preview");
  await outside.page.getByLabel("微信公众号").check();
  assert.equal(await outside.page.locator("meta[name=robots]").getAttribute("content"), "noindex, nofollow, noarchive");
  await outside.page.getByRole("button", { name: "提交答复" }).click();
  await outside.page.getByText("请选择“事实无误”或“需要修改”").waitFor();
  await outside.page.getByLabel("需要修改").check();
  await outside.page.getByLabel("意见").fill("应为下月一日。");
  await outside.page.getByRole("button", { name: "提交答复" }).click();
  await outside.page.getByText("已答复：需要修改").waitFor();
  assert.deepEqual(outside.faults, []);

  await page.goto("/console/work");
  await page.getByText("应为下月一日。").waitFor();
  await sharing(page);
  await page.getByText("应为下月一日。").waitFor();
  await page.getByRole("button", { name: "撤销给“王工（气象局）”的链接" }).click();
  await page.getByText("已撤销").first().waitFor();
  await look(page, "sharing", [390]);
  await outside.page.reload();
  await outside.page.getByText("链接无效、已到期或已撤销").waitFor();
  assert.deepEqual(faults, []);
});
