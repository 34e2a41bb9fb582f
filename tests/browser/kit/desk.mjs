/** What an editor and a publisher do at their desks, step by step as the pages lead them. */
import { picture } from "./picture.mjs";
import { confirm } from "./people.mjs";
import { until } from "./until.mjs";

/** Starts an article and writes its first paragraph. */
export async function write(page, { title, text, summary, topic, picture: drawn, chart, press = [] }) {
  await page.goto("/console/articles/new");
  await page.getByLabel("标题").fill(title);
  await page.getByRole("button", { name: "开始写稿" }).click();
  await page.getByRole("textbox", { name: "正文" }).click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  if (drawn) await insertPicture(page, drawn);
  if (chart) await insertChart(page, chart);
  for (const choice of press) await page.getByText(choice, { exact: true }).click();
  await page.getByLabel("摘要").fill(summary);
  if (topic) {
    await page.getByLabel("主题词").fill(topic);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
  }
}

async function insertPicture(page, { alt, bytes = picture() }) {
  await page.getByRole("button", { name: "图片" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("文件").setInputFiles({ name: "yizhen.png", mimeType: "image/png", buffer: bytes });
  await dialog.getByLabel("替代文字").fill(alt);
  await confirm(page, "上传并插入");
  await page.getByRole("img", { name: alt }).first().waitFor();
}

async function insertChart(page, { title, table }) {
  await page.getByRole("button", { name: "图表" }).click();
  await page.getByLabel("图表标题").fill(title);
  await page.getByLabel("数据表").fill(table);
  await confirm(page, "插入图表");
  await page.getByRole("img", { name: title }).first().waitFor();
}

/** Submits the article on the page; it is then no longer the writer's to change. */
export async function submit(page) {
  await page.getByRole("button", { name: "提交审核" }).click();
  await confirm(page, "确认提交");
  await page.getByText("审核中", { exact: true }).first().waitFor();
}

/** Plans the approved article on the page for accounts of these names, at once or at a time on the wall. */
export async function plan(page, accounts, wall) {
  await page.getByRole("button", { name: "安排发布" }).click();
  const dialog = page.getByRole("dialog");
  for (const name of accounts) await dialog.getByRole("checkbox", { name: new RegExp(name) }).check();
  if (wall) {
    await dialog.getByText("定时（北京时间）", { exact: true }).click();
    await dialog.locator("input[type=datetime-local]").fill(wall);
  }
  await dialog.getByRole("button", { name: wall ? "定时发布" : "立即发布" }).click();
  await page.getByRole("heading", { name: "媒体投递" }).waitFor();
}

/** Reads the release on the page again until that many of its targets are live. */
export function live(page, count) {
  return until(`${count} targets are live`, async () => {
    await page.reload();
    await page.getByRole("heading", { name: "媒体投递" }).waitFor();
    return (await page.getByRole("table", { name: "发往" }).getByText("已上线", { exact: true }).count()) === count;
  });
}
