/** What feeds bring, as a department meets it; the list of sources, from a file; and how much of an account is original work. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { settled, shot, violations } from "../kit/axe.mjs";
import { startMatrix } from "../kit/matrix.mjs";
import { openBrowser, peopleOf } from "../kit/people.mjs";

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

async function look(page, name) {
  await settled(page);
  await shot(page, name);
  assert.deepEqual(await violations(page), [], name);
}

const alike = /流感疫苗接种/;

test("c13 c14 a candidate is dismissed, brought back, and taken as a draft that says where it comes from", async () => {
  const { page, faults } = await people.staff("health.editor");
  await page.goto("/console/candidates");
  const list = page.getByRole("list", { name: "转载候选" });
  const group = list.getByRole("listitem").filter({ hasText: "另有 1 篇内容相近" });
  await group.getByText("另有 1 篇内容相近").click();
  assert.equal(await group.getByRole("button", { name: /^选用/ }).count(), 2);
  await look(page, "candidates");
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, "candidates-phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  await group.getByRole("button", { name: /^不用/ }).click();
  await page.getByRole("button", { name: "撤销" }).click();
  await group.getByText("待处理").waitFor();
  await group.getByRole("button", { name: /^选用/ }).first().click();
  await page.waitForURL(/\/console\/articles\/[0-9a-f-]{36}$/);
  await page.getByLabel("原文网址").waitFor();
  assert.match(await page.getByLabel("原文网址").inputValue(), /^https:\/\/www\.nydaily\.cn\/demo\/[12]\.html$/);
  assert.match(await page.getByLabel("原作者").inputValue(), /^示例记者/);
  assert.equal(await page.getByLabel("转载授权").inputValue(), "注明来源可以转载");
  assert.match(await page.getByLabel("原发时间").inputValue(), /^2026-11-09T/);
  await page.goto("/console/candidates?state=TAKEN");
  await list.getByText(alike).first().waitFor();
  await list.getByRole("link", { name: "打开草稿" }).waitFor();
  assert.deepEqual(faults, []);
});

test("c14 a list of sources is shown before it is taken, with its faults by line and column", async () => {
  const { page, faults } = await people.staff("admin");
  await page.goto("/console/settings?tab=sources");
  await page.getByRole("button", { name: "导入" }).click();
  const dialog = page.getByRole("dialog");
  const file = "名称,域名,名单,转载授权\n新华社,xinhuanet.com,国家,署名转载\n省广播,radio.example,省,\n坏行,没有域名,省,\n";
  await dialog.getByLabel("文件").setInputFiles({ name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await dialog.getByText(/将新增 1，修改 1，截止 0/).waitFor();
  await dialog.getByText(/第 4 行“域名”/).waitFor();
  await look(page, "source-import");
  await dialog.getByRole("button", { name: "导 入" }).or(dialog.getByRole("button", { name: "导入" })).click();
  await page.getByRole("table", { name: "稿源名单" }).getByText("省广播").waitFor();
  await page.goto("/console/settings?tab=feeds");
  await page.getByRole("table", { name: "订阅源" }).getByText("南阳日报要闻").waitFor();
  await look(page, "feeds");
  await page.goto("/console/accounts");
  await page.getByRole("tab", { name: "原创占比" }).click();
  await page.getByRole("table", { name: "原创占比" }).waitFor();
  await look(page, "shares");
  assert.deepEqual(faults, []);
});
