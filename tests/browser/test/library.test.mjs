/** The media library as people meet it: files dragged in, what is said of them, found by Chinese words, replaced and put away. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startMatrix } from "../kit/matrix.mjs";
import { openBrowser, peopleOf } from "../kit/people.mjs";
import { picture } from "../kit/picture.mjs";

describe("the library", () => {
  let matrix, browser, page;
  const send = (files) => page.getByLabel("选择文件", { exact: true }).and(page.locator("input")).setInputFiles(files);
  const png = (name, bytes = picture()) => ({ name, mimeType: "image/png", buffer: bytes });
  const drawer = () => page.getByRole("dialog", { name: "素材详情" });
  const card = (name) => page.getByRole("main").getByRole("listitem").getByRole("button", { name });

  before(async () => {
    matrix = process.env.JUZHEN_URL ? { url: process.env.JUZHEN_URL, stop: () => undefined } : await startMatrix();
    browser = await openBrowser();
    page = (await peopleOf(browser, matrix.url).staff("health.editor")).page;
  });
  after(async () => {
    await browser?.close();
    await matrix?.stop();
  });

  test("takes what is sent and says why it does not take the rest", async () => {
    await page.goto("/console/media");
    await send([png("yizhen.png", picture(900, 600)), png("sunhuai.png", picture().subarray(0, 200))]);
    await page.getByText("已上传", { exact: true }).waitFor();
    await page.getByText("图片已损坏，无法读取").waitFor();
    await card("yizhen.png").waitFor();
    assert.equal(await card("sunhuai.png").count(), 0);
  });

  test("keeps what is said of a file, and finds it by that", async () => {
    await card("yizhen.png").click();
    await drawer().getByLabel("替代文字").fill("医疗队在村口为老人义诊");
    await drawer().getByLabel("权利人").fill("县融媒体中心");
    await drawer().getByLabel("授权至（含当日）").fill("2020-01-01");
    await drawer().getByRole("button", { name: "保 存" }).or(drawer().getByRole("button", { name: "保存" })).click();
    await page.getByText("已保存").first().waitFor();
    await drawer().getByText("没有稿件使用它").waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("搜索名称、标签、说明").fill("老人义诊");
    await page.keyboard.press("Enter");
    await card("医疗队在村口为老人义诊").waitFor();
    await page.getByText("授权已到期", { exact: true }).first().waitFor();
    assert.match(page.url(), /q=/);
  });

  test("deletes what nothing uses, and gives it back", async () => {
    await card("医疗队在村口为老人义诊").click();
    await drawer().getByRole("button", { name: /^删\s?除$/ }).click();
    await page.getByRole("dialog", { name: /删除“/ }).getByRole("button", { name: /^删\s?除$/ }).click();
    await drawer().getByRole("button", { name: /^恢\s?复$/ }).click();
    await drawer().getByRole("button", { name: /^删\s?除$/ }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("shows where a file is used, and what a replacement would change", async () => {
    await page.goto("/console/media");
    await card("薄雾中的山峦与田野").first().click();
    await drawer().getByText("第 1 版（已定稿）").first().waitFor();
    assert.equal(await drawer().getByRole("button", { name: /^删\s?除$/ }).isDisabled(), true);
    await drawer().getByRole("button", { name: "用另一个文件替换" }).click();
    const dialog = page.getByRole("dialog", { name: "用另一个文件替换" });
    await dialog.getByRole("button", { name: "医疗队在村口为老人义诊" }).click();
    await dialog.getByText("已发布，需另作更正").or(dialog.getByText("送审或已审定")).first().waitFor();
    await page.keyboard.press("Escape");
  });
});
