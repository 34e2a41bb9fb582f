/** 导入 as people meet it: a draft from a Word document, another into the text being written, and many from one list. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { docx, paragraph, textBox } from "../kit/docx.mjs";
import { startMatrix } from "../kit/matrix.mjs";
import { openBrowser, staff } from "../kit/people.mjs";

const mimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const csv = "编号,标题,正文,类型\nx-1,批量第一篇,一段。,动态\nx-2,,没有标题,动态\n";

describe("drafts are imported", () => {
  let matrix, browser, page;
  const text = () => page.getByRole("textbox", { name: "正文", exact: true });

  before(async () => {
    matrix = process.env.JUZHEN_URL ? { url: process.env.JUZHEN_URL, stop: () => undefined } : await startMatrix();
    browser = await openBrowser();
    page = (await staff(browser, "health.editor", matrix)).page;
  });
  after(async () => {
    await browser?.close();
    await matrix?.stop();
  });

  test("from a Word document, which says what it left out", async () => {
    await page.goto("/console/articles/new");
    const buffer = docx(paragraph("门诊时间调整", '<w:jc w:val="center"/>') + paragraph("自下月起调整。") + textBox);
    await page.getByLabel("选择 .docx 文件").setInputFiles({ name: "公告.docx", mimeType, buffer });
    await page.getByText("1 个文本框未导入").waitFor();
    await page.getByRole("button", { name: "打开稿件" }).click();
    await text().getByText("自下月起调整。").waitFor();
    assert.equal(await page.getByRole("textbox", { name: "标题", exact: true }).inputValue(), "门诊时间调整");
  });

  test("into the text that is being written", async () => {
    await text().click();
    await page.keyboard.press("Control+End");
    await page.getByRole("button", { name: "导入 Word 文档" }).click();
    await page.getByLabel("选择 .docx 文件").setInputFiles({ name: "补充.docx", mimeType, buffer: docx(paragraph("急诊照常开放。")) });
    await page.getByRole("button", { name: "插入到光标处" }).click();
    await text().getByText("急诊照常开放。").waitFor();
    await text().getByText("自下月起调整。").waitFor();
    await page.getByText(/已保存/).waitFor();
  });

  test("many from one list, once", async () => {
    await page.goto("/console/articles/import");
    const choose = () => page.getByLabel("选择 CSV、Excel 或 JSON Lines 文件").setInputFiles({ name: "稿件.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await choose();
    await page.getByText("可导入 1 篇，此前已导入 0 篇，不能导入 1 篇").waitFor();
    await page.getByText("标题：标题不能为空").waitFor();
    await page.getByRole("button", { name: "导入 1 篇" }).click();
    await page.getByText("已导入 1 篇，此前已导入 0 篇，未导入 1 篇").waitFor();
    await page.getByRole("link", { name: "批量第一篇" }).waitFor();
    await page.reload();
    await choose();
    await page.getByText("可导入 0 篇，此前已导入 1 篇，不能导入 1 篇").waitFor();
    assert.ok(await page.getByRole("button", { name: "没有可以导入的稿件" }).isDisabled());
  });
});
