/** The people of a demo in their browsers. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { county, password, province } from "./matrix.mjs";
import { prove } from "./phone.mjs";

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}; CHROMIUM names another`);
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** Opens pages of the matrix at `url`, one for each person and language; whoever signed in once stays so. */
export function peopleOf(browser, url) {
  const sessions = new Map();
  const desks = new Map();
  const desk = async (region, login, { lang = "zh" }, enter) => {
    const who = `${region.code}/${login}`;
    const key = `${who}/${lang}`;
    if (!desks.has(key)) {
      const opened = await visit(browser, url, { lang, storageState: sessions.get(who) });
      desks.set(key, opened);
      if (!sessions.has(who)) {
        await enter(opened.page, region, login);
        sessions.set(who, await opened.page.context().storageState());
      }
    }
    const opened = desks.get(key);
    await opened.page.setViewportSize(wide);
    return opened;
  };
  return {
    /** Someone without a session, in a browser of their own, on a phone. */
    citizen: ({ lang = "zh" } = {}) => visit(browser, url, { lang, viewport: { width: 390, height: 844 } }),
    /** Someone of a county's staff. */
    staff: (login, { at = county, ...options } = {}) => desk(at, login, options, enterConsole),
    /** Someone of the county on their first day: the password they were given becomes their own. */
    newcomer: (login, given) => desk(county, login, {}, (page, region) => enterFirst(page, region, login, given)),
    /** The province's overseer. */
    overseer: (options = {}) => desk(province, "sheng.overseer", options, enterBoard),
  };
}

/** One person of the county at their desk, for a test that needs no more. */
export function staff(browser, login, { url }) {
  return peopleOf(browser, url).staff(login);
}

const wide = { width: 1440, height: 900 };

/** A page of its own. `faults` gathers errors of its scripts and what its content policy refused. */
async function visit(browser, baseURL, { lang, storageState, viewport = wide }) {
  // Without motion: a button that still moves under the pointer is not clicked.
  const options = { reducedMotion: "reduce", locale: "zh-CN", timezoneId: "Asia/Shanghai" };
  const context = await browser.newContext({ baseURL, storageState, viewport, ...options });
  await context.addInitScript((chosen) => localStorage.setItem("juzhen.lang", chosen), lang);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && /Content Security Policy|Warning:/.test(line.text())) faults.push(line.text());
  });
  return { page, faults, leave: () => context.close() };
}

async function enterConsole(page, region, login) {
  await page.goto("/console/work");
  await fillSignIn(page, region, login);
  await page.getByRole("heading", { name: /^(我的待办|供稿台)$/ }).waitFor();
}

async function enterFirst(page, region, login, given) {
  await page.goto("/console/work");
  await fillSignIn(page, region, login, given);
  await page.getByText("请先修改口令").waitFor();
  await page.getByLabel("现口令").fill(given);
  await page.getByLabel("新口令", { exact: true }).fill(password);
  await page.getByLabel("再次输入新口令").fill(password);
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await page.getByRole("heading", { name: /^(我的待办|供稿台)$/ }).waitFor();
}

async function enterBoard(page, region, login) {
  await page.goto("/oversight");
  await fillSignIn(page, region, login);
  await page.getByRole("heading", { name: "监管看板" }).waitFor();
}

async function fillSignIn(page, region, login, word = password) {
  await choose(page, page.getByLabel("所在地区"), `${region.name}（${region.code}）`);
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("口令", { exact: true }).fill(word);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Picks an option of one of the library's select fields. */
export async function choose(page, field, option) {
  await field.click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: option }).first().click();
}

/** Opens the work item of that title. */
export async function openWork(page, title) {
  await page.goto("/console/work");
  await page.getByRole("table").getByRole("link", { name: title }).first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

export const gates = ["政治关", "政策关", "法律关", "文字关", "保密关", "舆情关"];

/** Passes every gate of the open step one by one, then the step itself by the button of that name. */
export async function decide(page, button) {
  await page.getByRole("button", { name: button }).waitFor();
  for (const gate of gates) {
    const pass = page.getByRole("button", { name: `${gate}：通过` });
    if ((await pass.count()) === 0) continue;
    if (gate === "保密关") await page.getByRole("textbox", { name: "保密关的意见" }).fill("不涉密，可以公开");
    await pass.click();
    await page.getByRole("region", { name: gate }).getByText("已通过").waitFor();
  }
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").first().waitFor();
  if (await page.getByRole("dialog", { name: "请输入验证码" }).isVisible()) await prove(page);
  await confirm(page, button);
}

/** Presses the button of the open dialog, and waits until the dialog is gone. */
export async function confirm(page, button) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
