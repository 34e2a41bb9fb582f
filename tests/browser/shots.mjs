/** Takes the pictures of docs/screenshots on a demo of its own, with some work done in it: npm run shots. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { settled } from "./kit/axe.mjs";
import { plan, write } from "./kit/desk.mjs";
import { codeIn, takeForm } from "./kit/forms.mjs";
import { county, startMatrix } from "./kit/matrix.mjs";
import { choose, confirm, openBrowser, openWork, peopleOf } from "./kit/people.mjs";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const hills = readFileSync(new URL("../../services/juzhen/demo/hills.png", import.meta.url));
const site = `/s/${county.code}`;
const sizes = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

const matrix = await startMatrix();
const browser = await openBrowser();
const people = peopleOf(browser, matrix.url);
try {
  await work();
  await staffPages();
  await publicSite();
  await forms();
} finally {
  await browser.close();
  await matrix.stop();
}

/** A plan for tomorrow, and letters on their way. */
async function work() {
  const { page: publisher } = await people.staff("publisher");
  await openWork(publisher, "家庭医生签约服务走进山村");
  const tomorrow = new Date(Date.now() + 8 * 3_600_000 + 86_400_000).toISOString().slice(0, 10);
  await plan(publisher, ["县政府门户网站", "政务客户端"], `${tomorrow}T09:00`);
  const { page: clerk } = await people.staff("clerk");
  for (const letter of ["新生儿医保怎么办理", "湍河边步道晚上没有路灯"]) {
    await openWork(clerk, letter);
    await clerk.getByRole("button", { name: "受理", exact: true }).click();
    await clerk.getByText("已受理", { exact: true }).waitFor();
  }
  await openWork(clerk, "新生儿医保怎么办理");
  await clerk.getByRole("button", { name: "转办" }).click();
  await choose(clerk, clerk.getByRole("dialog").getByLabel("承办部门"), "卫生健康委员会");
  await confirm(clerk, "转办");
  await matrix.wechat.tell("citizens/say", { appid: "wx4113250000000001", name: "李玉兰", content: "流感疫苗接种点周末开放吗" });
}

async function staffPages() {
  const { page: desk } = await people.staff("desk.reviewer");
  await take(desk, "/console/work", "console-work-1440");
  await openWork(desk, "冬小麦播种面积稳中有增 墒情适宜苗情好");
  const review = desk.url();
  await desk.getByRole("button", { name: "政治关：通过" }).click();
  await desk.getByRole("region", { name: "政治关" }).getByText("已通过").waitFor();
  await take(desk, review, "console-review-1440");
  await take(desk, review, "console-review-390");
  const { page: editor } = await people.staff("health.editor");
  await take(editor, "/console/articles", "console-articles-1440");
  await write(editor, {
    title: "义诊进乡村 名医到家门",
    text: "本周六上午，县人民医院组织心血管、骨科、眼科等十二个专科的医生到马山口镇义诊，免费测血压、测血糖，现场建立健康档案。",
    summary: "十二个专科的医生本周六到马山口镇义诊。",
    topic: "卫生健康",
    picture: { alt: "马山口镇的山峦与田野", bytes: hills },
    chart: { title: "近三年义诊服务人次", table: "年份,人次\n2024,2060\n2025,2820\n2026,3485" },
  });
  await editor.keyboard.press("Control+s");
  await editor.getByRole("status").filter({ hasText: "已保存" }).waitFor();
  await take(editor, editor.url(), "console-editor-1440");
  await checks(editor);
  await newsroom();
  const { page: publisher } = await people.staff("publisher");
  await take(publisher, "/console/releases", "console-releases-1440");
  const { page: clerk } = await people.staff("clerk");
  await take(clerk, "/console/inquiries", "console-inquiries-1440");
  const { page: overseer } = await people.overseer();
  await take(overseer, "/oversight/board", "oversight-board-1440");
}

/** What the checks say of a text with a wrong word, a number and a mark in it, while it is written. */
async function checks(editor) {
  const text = editor.getByRole("textbox", { name: "正文", exact: true });
  await text.click();
  await editor.keyboard.press("Control+End");
  await editor.keyboard.press("Enter");
  await editor.keyboard.type("请各村做好布署，咨询电话13937700000。本通知为内部资料，注意保存。");
  await editor.keyboard.press("Control+s");
  await editor.getByRole("tab", { name: /^检查 \d/ }).click();
  await editor.getByText("布署").last().waitFor();
  await snap(editor, "console-checks-1440");
}

/** The month's plan, what departments handed in, and the rules of review as a form. */
async function newsroom() {
  const { page: desk } = await people.staff("desk.editor");
  await take(desk, "/console/plan", "console-plan-1440");
  await take(desk, "/console/submissions", "console-submissions-1440");
  const { page: admin } = await people.staff("admin");
  await admin.setViewportSize(sizes[1440]);
  await admin.goto("/console/settings/rules/draft");
  await admin.getByRole("button", { name: "开始修改" }).click();
  await admin.getByRole("list", { name: "规则列表" }).getByRole("button", { name: "重大敏感稿件" }).click();
  await admin.getByRole("group", { name: "第 1 步" }).waitFor();
  await snap(admin, "console-rules-1440");
}

async function publicSite() {
  const { page } = await people.citizen();
  await take(page, "/", "public-home-1440");
  await take(page, "/", "public-home-390");
  await take(page, `${site}/write`, "public-write-390");
  await page.goto(site);
  await page.getByRole("link", { name: "全县流感疫苗接种点今起开放" }).first().click();
  await page.getByRole("button", { name: "复制链接" }).waitFor();
  await take(page, page.url(), "public-article-390");
}

/** Both forms as pictures, drawn by pdftoppm (poppler-utils), and the page that verifies one. */
async function forms() {
  const { page: desk } = await people.staff("desk.reviewer");
  const title = "全县流感疫苗接种点今起开放";
  const { file: review } = await takeForm(desk, title, "三审三校表 PDF");
  const { file: secrecy } = await takeForm(desk, title, "保密审批表 PDF");
  for (const [name, file] of Object.entries({ review, secrecy })) {
    const drawn = execFileSync("pdftoppm", ["-r", "96", "-png", "-singlefile", "-"], { input: file, maxBuffer: 1 << 26 });
    writeFileSync(`${folder}form-${name}.png`, drawn);
  }
  const { page } = await people.citizen();
  await page.goto(`${site}/verify/${codeIn(review)}`);
  await page.locator('input[type="file"]').setInputFiles({ name: "三审三校表.pdf", mimeType: "application/pdf", buffer: review });
  await page.getByText("文件与出具时一致，没有改动").waitFor();
  await settled(page);
  await page.screenshot({ path: `${folder}public-verify-390.png` });
}

/** One picture, as wide as its name says. */
async function take(page, path, name) {
  await page.setViewportSize(sizes[name.split("-").at(-1)]);
  await page.goto(path);
  await snap(page, name);
}

/** The page as it stands. */
async function snap(page, name) {
  await settled(page);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => undefined))));
  await page.screenshot({ path: `${folder}${name}.png` });
}
