/** The sign-off lent, and an emergency taken through with the look it owes, as people meet them on the pages. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { settled, shot, violations } from "../kit/axe.mjs";
import { startMatrix } from "../kit/matrix.mjs";
import { prove } from "../kit/phone.mjs";
import { decide, openBrowser, openWork, staff } from "../kit/people.mjs";

const title = "山洪灾害黄色预警：请沟谷沿线群众立即转移";
let matrix;
let browser;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await matrix?.stop();
});

/** Someone of the county at their desk; their page may not fail while they work. */
async function as(login, work) {
  const { page, faults, leave } = await staff(browser, login, { url: matrix.url });
  await work(page);
  assert.deepEqual(faults, [], `${login} met faults`);
  await leave();
}

async function look(page, name) {
  await settled(page);
  await shot(page, name);
  assert.deepEqual(await violations(page), [], name);
}

/** `2026-11-24T15:30` in the county's zone, so many hours from now. */
function wall(hours) {
  return new Date(Date.now() + (hours + 8) * 3_600_000).toISOString().slice(0, 16);
}

test("the principal lends the sign-off for two days, and takes it back", () =>
  as("principal", async (page) => {
    await page.goto("/console/settings");
    await page.getByRole("tab", { name: "委托签发" }).click();
    await page.getByRole("button", { name: "委托签发" }).click();
    const dialog = page.getByRole("dialog");
    // The list shows its first ones alone; the others are searched for.
    await dialog.getByLabel("受托人").fill("白帆");
    await page.locator(".ant-select-item-option", { hasText: "白帆" }).click();
    // A list has no name while it closes.
    await page.locator(".ant-select-dropdown").waitFor({ state: "hidden" });
    await dialog.getByLabel("开始时间").fill(wall(0));
    await dialog.getByLabel("截止时间").fill(wall(48));
    await dialog.getByLabel("委托事由").fill("赴省里参会");
    await look(page, "delegate-dialog");
    await dialog.getByRole("button", { name: "委托签发" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("有效", { exact: true }).waitFor();
    await look(page, "delegations");
    await page.getByRole("button", { name: "收回" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "收回" }).click();
    await page.getByText("失效", { exact: true }).waitFor();
  }));

test("an emergency is written and submitted", () =>
  as("emergency.editor", async (page) => {
    await page.goto("/console/articles/new");
    await page.getByLabel("标题").fill(title);
    await page.getByRole("button", { name: "开始写稿" }).click();
    await page.getByRole("textbox", { name: "正文" }).click();
    await page.keyboard.type("请沟谷沿线群众立即向高处转移。");
    await page.getByLabel("摘要").fill("请立即向高处转移。");
    await page.getByRole("checkbox", { name: "突发事件信息" }).check();
    await page.keyboard.press("Control+s");
    await page.getByRole("status").filter({ hasText: "已保存" }).waitFor();
    await page.getByRole("button", { name: "提交审核" }).click();
    await page.getByRole("button", { name: "确认提交" }).click();
    await page.getByText("审核中", { exact: true }).first().waitFor();
  }));

test("the principal takes it through alone, and the debt shows until a second person has looked", async () => {
  let address = "";
  await as("desk.reviewer2", async (page) => {
    await openWork(page, title);
    await page.getByRole("heading", { name: title }).waitFor();
    address = new URL(page.url()).pathname;
  });
  await as("principal", async (page) => {
    await page.goto(address);
    await page.getByRole("button", { name: "越步办理" }).click();
    await page.getByRole("dialog", { name: "请输入验证码" }).waitFor();
    await look(page, "override-code");
    await prove(page);
    await page.getByRole("dialog").getByLabel("理由").fill("值班审核员失联，山洪将至");
    await page.getByRole("dialog").getByRole("button", { name: "越步办理" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await decide(page, "通过本步");
    await decide(page, "签发");
    await page.getByText("待补审", { exact: true }).first().waitFor();
    await look(page, "override-owed");
  });
  await as("desk.reviewer", async (page) => {
    await openWork(page, title);
    await page.getByRole("button", { name: "无异议" }).click();
    await page.getByText("补审无异议", { exact: true }).first().waitFor();
    await look(page, "override-upheld");
  });
});
