/** A bridge to an OA as its two administrators meet it, with the example of docs/ on the far side deciding in a reviewer's name. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { settled, shot, violations } from "../kit/axe.mjs";
import { startMatrix } from "../kit/matrix.mjs";
import { choose, openBrowser, staff } from "../kit/people.mjs";

const example = fileURLToPath(new URL("../../../docs/oa-bridge.py", import.meta.url));
/** A piece of the demo that the county desk has before it. */
const waiting = "冬小麦播种面积稳中有增 墒情适宜苗情好";
let matrix;
let browser;
let oa;
let port;
let secret;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
  port = await freePort();
});

after(async () => {
  oa?.kill();
  await browser?.close();
  await matrix?.stop();
});

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}

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

/** The same on a phone. */
async function lookTwice(page, name) {
  await look(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, `${name}-390`);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("the system administrator enters an OA and the steps that go there", () =>
  as("admin", async (page) => {
    await page.goto("/console/settings?tab=oa");
    await page.getByText("还没有登记 OA").waitFor();
    await lookTwice(page, "oa-empty");
    await page.getByRole("button", { name: "登记 OA" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名称").fill("县政府 OA");
    await dialog.getByLabel("接收地址").fill("ftp://oa");
    await choose(page, dialog.getByLabel("由谁审 1"), "县级审核");
    await dialog.getByRole("button", { name: "确定" }).click();
    await dialog.getByText("接收地址须为 https 地址").first().waitFor();
    await lookTwice(page, "oa-dialog");
    await dialog.getByLabel("接收地址").fill(`http://127.0.0.1:${port}/hook`);
    await dialog.getByRole("button", { name: "确定" }).click();
    await page.getByText("还没有密钥：请安全管理员发放").waitFor();
    await lookTwice(page, "oa-no-secret");
  }));

test("the security administrator issues the secret, and says whose account is whose", () =>
  as("security", async (page) => {
    await page.goto("/console/settings?tab=oa");
    await page.getByRole("button", { name: "发放密钥" }).click();
    const shown = page.getByRole("dialog");
    secret = await shown.getByLabel("密钥").inputValue();
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    await look(page, "oa-secret");
    await shown.getByRole("button", { name: "已保存，关闭" }).click();
    oa = spawn("python3", [example, String(port)], { env: { ...process.env, OA_SECRET: secret, OA_ACCOUNT: "u1001" }, stdio: "ignore" });
    await page.getByRole("button", { name: "对应人员" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("OA 账号").fill("13812345678");
    await dialog.getByLabel("本平台人员").fill("顾准");
    await page.locator(".ant-select-item-option", { hasText: "顾准" }).click();
    await page.locator(".ant-select-dropdown").waitFor({ state: "hidden" });
    await dialog.getByRole("button", { name: "对应", exact: true }).click();
    await dialog.getByText("账号不能是手机号").first().waitFor();
    await dialog.getByLabel("OA 账号").fill("u1001");
    await dialog.getByRole("button", { name: "对应", exact: true }).click();
    await dialog.getByRole("cell", { name: "u1001" }).waitFor();
    await lookTwice(page, "oa-people");
  }));

test("a test message is answered, and the log shows what went and what came", () =>
  as("admin", async (page) => {
    await page.goto("/console/settings?tab=oa");
    await page.getByRole("button", { name: "发测试消息" }).click();
    await page.getByText("OA 答复 204，连接正常。").waitFor();
    await page.getByRole("button", { name: "往来记录" }).click();
    await page.getByRole("link", { name: "送审" }).first().waitFor();
    await lookTwice(page, "oa-log-sent");
    await page.getByRole("tab", { name: "收到的" }).click();
    await page.getByText("已记入审核").first().waitFor();
    await lookTwice(page, "oa-log-came");
  }));

test("the case says that it went to the OA and by whom it was decided there", () =>
  as("desk.editor", async (page) => {
    await page.goto("/console/articles");
    await page.getByRole("link", { name: waiting }).first().click();
    await page.getByRole("link", { name: /审核/ }).first().click();
    await page.getByText("经 OA（县政府 OA）由 顾准 作出").first().waitFor();
    await page.getByText("已送 OA（县政府 OA）").first().waitFor();
    await look(page, "oa-case");
  }));
