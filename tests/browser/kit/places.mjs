/** How an administrator gives a county more places to publish to, as the pages lead them. */
import { choose, confirm } from "./people.mjs";

/** Opens an account of another platform. */
export async function openAccount(page, { platform, name }) {
  await page.goto("/console/accounts");
  await page.getByRole("button", { name: "开设账号" }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, dialog.getByLabel("渠道"), "其他渠道");
  await dialog.getByLabel("平台", { exact: true }).fill(platform);
  await dialog.getByLabel("名称").fill(name);
  await choose(page, dialog.getByLabel("主办部门"), "县政府信息办");
  await dialog.getByLabel("备案号").fill("豫政新媒备2026-019");
  await dialog.getByLabel("备案日期").fill("2026-03-02");
  await confirm(page, "开设账号");
  await page.getByText(name).first().waitFor();
}

/** Registers a program and hands an account to it; gives the secret that is shown once. */
export async function handToProgram(page, { program, endpoint, account, handle }) {
  await page.goto("/console/accounts?tab=connectors");
  await page.getByRole("button", { name: "登记程序" }).click();
  const dialog = page.getByRole("dialog", { name: "登记程序" });
  await dialog.getByLabel("名称").fill(program);
  await dialog.getByLabel("接收地址").fill(endpoint);
  await dialog.getByRole("button", { name: "确定" }).click();
  const secret = await shownOnce(page, `“${program}”的密钥`);
  const own = page.locator("section").filter({ has: page.getByRole("heading", { name: program }) });
  await own.getByRole("button", { name: "交给它的账号" }).click();
  const accounts = page.getByRole("dialog", { name: `交给“${program}”的账号` });
  await choose(page, accounts.getByLabel("账号", { exact: true }), account);
  await accounts.getByLabel("程序里的标识").fill(handle);
  await accounts.getByRole("button", { name: "添加" }).click();
  await accounts.getByRole("cell", { name: account }).waitFor();
  await accounts.getByRole("button", { name: "关闭" }).last().click();
  return secret;
}

/** Enters an outlet that takes a topic; gives its signing secret. */
export async function addOutlet(page, { name, kind, topic, endpoint, format }) {
  await page.goto("/console/accounts?tab=outlets");
  await page.getByRole("button", { name: "新增媒体" }).click();
  const dialog = page.getByRole("dialog", { name: "新增媒体" });
  await dialog.getByLabel("媒体名称").fill(name);
  await choose(page, dialog.getByLabel("类型"), kind);
  await dialog.getByLabel("订阅主题").fill(topic);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  if (endpoint) await dialog.getByLabel("接收地址").fill(endpoint);
  await choose(page, dialog.getByLabel("稿件格式"), format);
  await dialog.getByRole("button", { name: "确定" }).click();
  return shownOnce(page, "签名密钥");
}

/** Makes a token for an outlet's program; gives where it fetches, and with what. */
export async function letFetch(page, outlet) {
  await openOutlet(page, outlet, "自动接入");
  const address = await page.getByRole("dialog").getByText(/\/outlets\/\d+\//).first().innerText();
  await page.getByRole("button", { name: "生成令牌" }).click();
  return { address: address.trim(), token: await shownOnce(page, "接入令牌") };
}

/** Lets someone read the wire for an outlet. */
export async function addReader(page, outlet, person) {
  await openOutlet(page, outlet, "媒体编辑");
  await page.getByLabel("人员").fill(person);
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: person }).first().click();
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("cell", { name: new RegExp(person) }).waitFor();
}

async function openOutlet(page, outlet, tab) {
  await page.goto("/console/accounts?tab=outlets");
  await page.getByRole("button", { name: outlet, exact: true }).click();
  await page.getByRole("tab", { name: tab }).click();
}

async function shownOnce(page, title) {
  const dialog = page.getByRole("dialog", { name: title });
  const text = await dialog.locator("code").first().innerText();
  await dialog.getByRole("button", { name: "关闭" }).last().click();
  await dialog.waitFor({ state: "hidden" });
  return text.trim();
}
