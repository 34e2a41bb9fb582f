/** 批注 as people meet them: words chosen on a phone, beside the text of the next draft, and before the next reviewer. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startMatrix } from "../kit/matrix.mjs";
import { confirm, openBrowser, openWork, peopleOf } from "../kit/people.mjs";

const title = "冬小麦播种面积稳中有增 墒情适宜苗情好";
const said = "这个说法请注明数据来源";

/** Selects the first characters of the first paragraph, as a finger does. */
const select = (page, count) =>
  page.locator("#text-under-review p").first().evaluate((paragraph, length) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const node = walker.nextNode();
    document.getSelection().setBaseAndExtent(node, 0, node, length);
    return node.nodeValue.slice(0, length);
  }, count);

describe("a reviewer comments on words", () => {
  let matrix, browser, people, reviewer, writer, words;

  before(async () => {
    matrix = process.env.JUZHEN_URL ? { url: process.env.JUZHEN_URL, stop: () => undefined } : await startMatrix();
    browser = await openBrowser();
    people = peopleOf(browser, matrix.url);
    reviewer = (await people.staff("desk.reviewer")).page;
    writer = (await people.staff("agriculture.editor")).page;
  });
  after(async () => {
    await browser?.close();
    await matrix?.stop();
  });

  test("by selecting them on a phone, which opens the box", async () => {
    await openWork(reviewer, title);
    await reviewer.setViewportSize({ width: 390, height: 844 });
    words = await select(reviewer, 6);
    await reviewer.getByRole("heading", { name: "批注选中的文字" }).waitFor();
    await reviewer.getByLabel("意见", { exact: true }).fill(said);
    await reviewer.getByRole("button", { name: "加批注" }).click();
    await reviewer.getByRole("list", { name: "批注" }).getByText(said).waitFor();
    assert.equal(await reviewer.getByRole("heading", { name: "批注选中的文字" }).count(), 0);
    assert.ok((await reviewer.evaluate(() => document.documentElement.scrollWidth)) <= 390, "nothing is wider than the phone");
  });

  test("or by keys, choosing the text from a list", async () => {
    await reviewer.setViewportSize({ width: 1440, height: 900 });
    await reviewer.keyboard.press("m");
    await reviewer.getByRole("heading", { name: "写批注" }).waitFor();
    await reviewer.getByLabel("意见", { exact: true }).fill("题目可以短一些");
    await reviewer.getByRole("button", { name: "加批注" }).click();
    await reviewer.getByRole("heading", { name: "批注（2 条未处理）" }).waitFor();
    await reviewer.getByRole("button", { name: "退回修改" }).click();
    await reviewer.getByRole("dialog").getByRole("textbox").fill("见批注");
    await confirm(reviewer, "退回修改");
  });

  test("and the writer finds them beside the text of the next draft, and where their words are gone", async () => {
    await writer.goto("/console/work");
    await writer.getByRole("row", { name: title }).getByText("2 条批注").waitFor();
    await writer.getByRole("table").getByRole("link", { name: title }).first().click();
    const mark = writer.locator(".comment-mark").first();
    await mark.waitFor();
    assert.equal(await mark.textContent(), words);
    const comment = writer.getByRole("listitem").filter({ hasText: said });
    await comment.getByRole("button", { name: "查看原文处" }).click();
    // What was shown is selected: it is written over.
    await writer.keyboard.type("据县统计局");
    await comment.getByText("原文已改").waitFor();
    await comment.getByRole("button", { name: "回复" }).click();
    await comment.getByRole("textbox", { name: "回复这条批注" }).fill("已注明");
    await comment.getByRole("button", { name: "发送" }).click();
    await comment.getByRole("textbox", { name: "回复这条批注" }).waitFor({ state: "detached" });
    await comment.getByText("已注明").waitFor();
    await comment.getByRole("button", { name: "标为已处理" }).click();
    await writer.getByText("已处理的批注（1）").waitFor();
  });
});
