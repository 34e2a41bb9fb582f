/** What the newsroom does before a piece is the desk's, step by step as the pages lead it. */
import { picture } from "./picture.mjs";
import { choose, confirm, openWork } from "./people.mjs";

/** The desk plans a theme for today, and gives it to a department, or to one person of it. */
export async function assign(page, { theme, topic, department, person, wanted }) {
  await page.goto("/console/plan");
  await page.getByRole("button", { name: "新增选题" }).click();
  const item = page.getByRole("dialog");
  await item.getByLabel("选题").fill(theme);
  await item.getByLabel("专题").fill(topic);
  await confirm(page, "保存");
  await page.getByRole("link", { name: new RegExp(theme) }).first().click();
  await page.getByRole("heading", { level: 1, name: theme }).waitFor();
  await page.getByRole("button", { name: "安排任务" }).click();
  const given = page.getByRole("dialog");
  await choose(page, given.getByLabel("部门"), department);
  await choose(page, given.getByLabel("责任人"), person);
  await given.getByLabel("要求").fill(wanted);
  await confirm(page, "保存");
  await page.getByText(wanted).waitFor();
}

/** A department hands in what its assignment asks for, with a picture beside it; gives the receipt's number. */
export async function handIn(page, { theme, title, text, note, file }) {
  await openWork(page, theme);
  await page.getByRole("button", { name: "报送稿件" }).click();
  await page.getByText(`对应任务：${theme}`).waitFor();
  await page.getByLabel("标题").fill(title);
  await page.getByLabel("正文").fill(text);
  await page.getByRole("button", { name: "添加图片" }).click();
  await upload(page, file);
  await page.getByLabel("给编辑部的说明").fill(note);
  await page.getByRole("button", { name: "报送", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  const [, number] = /(\d{8}-\d{4})/.exec(await page.getByText(/ 收到$/).first().innerText()) ?? [];
  return number;
}

/** The desk takes a submission as a draft to write on. */
export async function adopt(page, title) {
  await openWork(page, title);
  await page.getByRole("button", { name: "采用并修改" }).click();
  await page.getByRole("textbox", { name: "正文", exact: true }).waitFor();
}

/** Puts a text in the place of what the editor holds. */
export async function rewrite(page, text) {
  await page.getByRole("textbox", { name: "正文", exact: true }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await save(page);
}

/** Saves the draft and waits until the server has it. */
export async function save(page) {
  await page.keyboard.press("Control+s");
  await page.getByRole("status").filter({ hasText: "已保存" }).waitFor();
}

/** Gives the piece a cover, drawn here. */
export async function cover(page, alt) {
  await page.getByRole("button", { name: "选择封面" }).click();
  await upload(page, alt);
}

async function upload(page, alt) {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("文件").setInputFiles({ name: "xianchang.png", mimeType: "image/png", buffer: picture() });
  await dialog.getByLabel("替代文字").fill(alt);
  await confirm(page, "上传并插入");
}

/** Names the departments whose affairs the piece speaks of. */
export async function touch(page, names) {
  for (const name of names) {
    await page.getByLabel("涉及的部门").fill(name);
    await page.locator(".ant-select-item-option", { hasText: name }).first().click();
  }
  await page.keyboard.press("Escape");
}

/** Opens the piece of that title in the list. */
export async function openPiece(page, title) {
  await page.goto("/console/articles");
  await page.getByRole("table").getByRole("link", { name: title }).first().click();
  // The address has changed before the page has.
  await page.getByRole("tab", { name: "版本与去向" }).waitFor();
}
