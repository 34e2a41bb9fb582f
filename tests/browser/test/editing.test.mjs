/** Writing as people meet it: what is pasted, a channel's own version, two at one draft, a laptop that closes, and any two versions beside each other. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { startMatrix } from "../kit/matrix.mjs";
import { openBrowser, peopleOf } from "../kit/people.mjs";

const title = "县人民医院新门诊楼即将启用";
const released = "全县流感疫苗接种点今起开放";

describe("an article is written", () => {
  let matrix, browser, people, first, second;
  const text = (page) => page.getByRole("textbox", { name: "正文", exact: true });
  const open = async (page, name) => {
    await page.goto("/console/articles");
    await page.getByRole("table").getByRole("link", { name }).first().click();
  };

  before(async () => {
    matrix = process.env.JUZHEN_URL ? { url: process.env.JUZHEN_URL, stop: () => undefined } : await startMatrix();
    browser = await openBrowser();
    people = peopleOf(browser, matrix.url);
    first = (await people.staff("health.editor")).page;
    second = (await people.staff("health.editor2")).page;
  });
  after(async () => {
    await browser?.close();
    await matrix?.stop();
  });

  test("with a document pasted from WPS as clean blocks, and a table one walks by keys", async () => {
    await open(first, title);
    await text(first).click();
    await first.keyboard.press("Control+End");
    await first.keyboard.press("Enter");
    const html = await readFile(new URL("../../../services/web/src/console/editor/paste/fixtures/wps.html", import.meta.url), "utf8");
    await text(first).evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", pasted);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, html);
    await text(first).getByRole("heading", { name: "关于做好冬季供暖保障工作的通知" }).waitFor();
    assert.equal(await text(first).getByRole("columnheader", { name: "换热站" }).count(), 1);
    assert.equal(await text(first).locator("[style*='font'], font, o\\:p").count(), 0);
    await text(first).getByRole("columnheader", { name: "备注" }).click();
    // The editor has heard of the click once it offers no table inside a table.
    await first.locator("button[title=表格]:disabled").waitFor();
    await first.keyboard.press("Tab");
    await first.keyboard.type("湍东镇");
    await text(first).getByRole("cell", { name: "湍东镇" }).waitFor();
    await first.getByText(/已保存/).waitFor();
  });

  test("in a version of its own for WeChat, counted as it is typed, and as the master again by one press", async () => {
    await first.getByRole("tab", { name: "各渠道版本" }).click();
    const panel = first.getByRole("tabpanel", { name: "各渠道版本" });
    await panel.getByRole("button", { name: "单独改写标题" }).click();
    const own = panel.getByRole("textbox", { name: "微信版标题" });
    await own.fill("新门诊楼".repeat(9));
    await panel.getByText("标题 36/32").waitFor();
    await panel.getByRole("alert").getByText("微信标题不超过 32 字").waitFor();
    await own.fill("新门诊楼启用");
    await panel.getByText("标题 6/32").waitFor();
    await panel.getByRole("button", { name: "恢复主稿标题" }).click();
    await panel.getByRole("button", { name: "撤销" }).press("Enter");
    assert.equal(await own.inputValue(), "新门诊楼启用");
    await panel.getByRole("button", { name: "调整段落顺序" }).click();
    await panel.getByRole("button", { name: /^下移/ }).first().press("Enter");
    await panel.getByText(/^已移到第 2 位/).waitFor({ state: "attached" });
    await first.getByText(/已保存/).waitFor();
    await first.getByRole("tab", { name: "预览" }).click();
    await first.getByRole("tabpanel", { name: "预览" }).getByText("微信公众号", { exact: true }).click();
    await first.getByRole("heading", { level: 2, name: "新门诊楼启用" }).waitFor();
  });

  test("by one at a time, until the other takes over, and the first is told", async () => {
    await open(second, title);
    await second.getByText(/林晓 正在编辑此稿/).waitFor();
    assert.equal(await text(second).getAttribute("contenteditable"), "false");
    await second.getByRole("button", { name: "接手" }).click();
    await second.getByText(/正在编辑此稿/).waitFor({ state: "detached" });
    await first.getByText(/姜月 已于 .* 接手编辑/).waitFor();
    assert.equal(await text(first).getAttribute("contenteditable"), "false");
    await second.getByRole("textbox", { name: "标题", exact: true }).fill(`${title}（二）`);
    await second.getByText(/已保存/).waitFor();
    await first.waitForFunction((wanted) => document.querySelector("textarea")?.value === wanted, `${title}（二）`);
  });

  test("through a laptop that closes before it is saved", async () => {
    await second.route("**/console/graphql", (route) => (route.request().postData()?.includes("EditArticle") ? route.abort() : route.continue()));
    await second.getByRole("textbox", { name: "标题", exact: true }).fill(`${title}（三）`);
    await second.getByText(/未能保存/).waitFor();
    second.once("dialog", (dialog) => dialog.accept());
    await second.reload();
    await second.getByRole("dialog").getByText("本机有未保存的修改").waitFor();
    await second.unroute("**/console/graphql");
    await second.getByRole("button", { name: "恢复本机的修改" }).click();
    await second.getByText(/已保存/).waitFor();
    assert.equal(await second.getByRole("textbox", { name: "标题", exact: true }).inputValue(), `${title}（三）`);
    assert.equal(await second.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("juzhen.draft.")).length), 0);
  });

  test("and read only once it is out, until somebody corrects it and compares the two", async () => {
    await open(second, released);
    await second.getByRole("button", { name: "更正" }).waitFor();
    assert.equal(await text(second).count(), 0);
    await second.getByRole("button", { name: "更正" }).click();
    await second.getByRole("dialog").getByRole("button", { name: "更正" }).click();
    await second.getByRole("textbox", { name: "标题", exact: true }).fill(`${released}（更正）`);
    await second.getByText(/已保存/).waitFor();
    await second.getByRole("link", { name: "比较版本" }).first().click();
    await second.locator("ins", { hasText: "更正" }).first().waitFor();
    await second.getByText("左右对照", { exact: true }).click();
    await second.locator("ins", { hasText: "更正" }).first().waitFor();
  });
});
