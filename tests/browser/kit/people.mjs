/** Browsers for the people of the demo. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { county, password } from "./matrix.mjs";

/** Opens a browser whose pages report what went wrong in them. */
export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}; CHROMIUM names another`);
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page of its own, without a session. `faults` gathers errors of its scripts. */
export async function visitor(browser, { url, width = 1440, height = 900 }) {
  const context = await browser.newContext({ baseURL: url, viewport: { width, height }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  return { page, faults, leave: () => context.close() };
}

/** A page where someone of the county has signed in. */
export async function staff(browser, login, options) {
  const visit = await visitor(browser, options);
  const { page } = visit;
  await page.goto("/console/work");
  await page.getByLabel("所在地区").click();
  await page.locator(".ant-select-item-option", { hasText: `${county.name}（${county.code}）` }).click();
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("口令", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("heading", { name: "我的待办" }).waitFor();
  return visit;
}

/** A page where the province's overseer has signed in to the board. */
export async function overseer(browser, options) {
  const visit = await visitor(browser, options);
  const { page } = visit;
  await page.goto("/oversight");
  await page.getByLabel("所在地区").click();
  await page.locator(".ant-select-item-option", { hasText: "河南省" }).click();
  await page.getByLabel("账号").fill("sheng.overseer");
  await page.getByLabel("口令", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("heading", { name: "监管看板" }).waitFor();
  return visit;
}

/** Opens the work item of that title, waiting for it to come. */
export async function openWork(page, title) {
  await page.goto("/console/work");
  await page.getByRole("table").getByRole("link", { name: title }).first().click();
}

/** Passes every gate of the open step one by one, then the step itself by the button of that name. */
export async function decide(page, button) {
  for (const gate of ["政治关", "政策关", "法律关", "文字关", "保密关", "舆情关"]) {
    const pass = page.getByRole("button", { name: `${gate}：通过` });
    if ((await pass.count()) === 0) continue;
    if (gate === "保密关") await page.getByLabel("保密关的意见").fill("不涉密，可以公开");
    await pass.click();
    await page.getByRole("region", { name: gate }).getByText("已通过").waitFor();
  }
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}
