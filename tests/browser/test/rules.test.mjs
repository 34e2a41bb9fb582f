/** The rules of review: rewritten as a form, refused with a piece that shows why, mended and published; and tried on a piece. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { settled, shot, violations } from "../kit/axe.mjs";
import { submit, write } from "../kit/desk.mjs";
import { startMatrix } from "../kit/matrix.mjs";
import { choose, confirm, openBrowser, peopleOf } from "../kit/people.mjs";

let matrix, browser, people;
before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
  people = peopleOf(browser, matrix.url);
});
after(async () => {
  await browser?.close();
  await matrix?.stop();
});

async function look(page, name) {
  await settled(page);
  await shot(page, name);
  assert.deepEqual(await violations(page), [], name);
}

/** Opens a rule of the draft and returns the form of one of its steps. */
async function openStep(page, rule, step) {
  await page.getByRole("list", { name: "规则列表" }).getByRole("button", { name: rule }).click();
  return page.getByRole("group", { name: `第 ${step} 步` });
}

test("c21 a set with a hole is refused with a piece that falls through it, and published once mended", async () => {
  const { page, faults } = await people.staff("admin");
  await page.goto("/console/settings?tab=rules");
  await page.getByRole("button", { name: "修改规则" }).click();
  await page.getByRole("button", { name: "开始修改" }).click();
  const step = await openStep(page, "一般稿件", 2);
  await step.locator(".ant-select-selection-item", { hasText: "保密关" }).locator(".ant-select-selection-item-remove").click();
  await page.getByText("有未保存的改动").waitFor();
  await page.getByRole("button", { name: "发布", exact: true }).click();
  const told = page.getByRole("alert").filter({ hasText: "改好才能发布" });
  await told.getByText(/审核链缺少必设的保密关。例如：/).waitFor();
  await page.getByRole("region", { name: "审核步骤" }).getByText(/缺少必设的保密关/).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0, "it is not offered for publishing");
  await look(page, "rules-refused");
  await choose(page, step.getByLabel("关口"), "保密关");
  await page.keyboard.press("Escape");
  await step.getByLabel("时限", { exact: true }).fill("5");
  await page.keyboard.press("Control+s");
  await told.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "发布", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("修改：一般稿件").waitFor();
  await dialog.getByLabel("变更说明").fill("县级审核放宽到五个工作小时");
  await look(page, "rules-publish");
  await confirm(page, "发布");
  await page.getByRole("table", { name: "审核规则" }).getByText("5 个工作小时内").waitFor();
  await page.getByRole("button", { name: "“一般稿件”的历次版本" }).click();
  await page.getByRole("dialog").getByText(/第 2 版.*县级审核放宽到五个工作小时/).waitFor();
  await look(page, "rules-history");
  assert.deepEqual(faults, []);
});

/** Two desks at one draft: the other adds a rule and saves first; the page's own change is then refused. */
async function collide() {
  const { page } = await people.staff("admin");
  await page.goto("/console/settings/rules/draft");
  await page.getByRole("button", { name: "开始修改" }).click();
  await page.getByRole("list", { name: "规则列表" }).waitFor();
  const { page: other } = await people.staff("admin", { lang: "en" });
  await other.goto("/console/settings/rules/draft");
  await other.getByRole("button", { name: "Add a rule" }).click();
  await other.getByLabel("English name", { exact: true }).fill("From the other desk");
  await other.keyboard.press("Control+s");
  await other.getByText(/saved by/).waitFor();
  await openStep(page, "一般稿件", 1);
  await page.getByLabel("优先级").fill("120");
  await page.keyboard.press("Control+s");
  await page.getByRole("alert").getByText(/草案已被他人修改/).waitFor();
  return { page, other };
}

async function discard(page) {
  await page.getByRole("button", { name: "放弃草案" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "放弃草案" }).click();
  await page.getByRole("button", { name: "修改规则" }).waitFor();
}

test("c21 whoever saves over another's draft is told, and may open theirs", async () => {
  const { page } = await collide();
  await look(page, "rules-conflict");
  await page.getByRole("button", { name: "打开最新的草案" }).click();
  await page.getByRole("list", { name: "规则列表" }).getByText("新规则").or(page.getByText("From the other desk")).first().waitFor();
  await discard(page);
});

test("c21 or keeps their own, which is saved over the other's", async () => {
  const { page, other } = await collide();
  await page.getByRole("button", { name: "保留本页的改动" }).click();
  await page.getByRole("alert").waitFor({ state: "hidden" });
  await page.keyboard.press("Control+s");
  await page.getByText("有未保存的改动").waitFor({ state: "hidden" });
  await other.reload();
  await other.getByRole("list", { name: "Rules" }).getByRole("button").first().waitFor();
  assert.equal(await other.getByText("From the other desk").count(), 0);
  await other.getByRole("list", { name: "Rules" }).getByText("120").first().waitFor();
  await discard(page);
});

test("c21 a draft whose rules moved on under it says so, and is not published", async () => {
  const { page } = await people.staff("admin");
  // Rules come another way only where the county's are set anew by the deployment: the answer says what it would say then.
  await page.route("**/console/graphql", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"outdated":false', '"outdated":true') });
  });
  await page.goto("/console/settings/rules/draft");
  await page.getByRole("button", { name: "开始修改" }).click();
  await page.getByText(/现行规则已有变动，这份草案不能发布/).waitFor();
  assert.equal(await page.getByRole("button", { name: "发布", exact: true }).isDisabled(), true);
  await look(page, "rules-outdated");
  await page.unroute("**/console/graphql");
  await discard(page);
});

test("c21 the simulator names the chain, who could decide it, and why the other rules do not hold", async () => {
  const { page, faults } = await people.staff("desk.reviewer");
  await page.goto("/console/settings/rules/simulate");
  const steps = page.getByRole("list", { name: "审核步骤" });
  await steps.getByText(/今天可审/).first().waitFor();
  await page.getByRole("checkbox", { name: "突发事件" }).check();
  await page.getByText("突发事件快审", { exact: true }).waitFor();
  await page.getByRole("row", { name: /一般稿件/ }).getByText("也适用，但优先级较低").waitFor();
  await page.getByText("现有稿件").click();
  // The list shows its first ones alone; the others are searched for.
  await page.getByLabel("稿件", { exact: true }).fill("冬小麦");
  await page.locator(".ant-select-item-option", { hasText: "冬小麦播种面积稳中有增" }).click();
  await page.locator(".ant-select-dropdown").waitFor({ state: "hidden" });
  await page.getByRole("row", { name: /突发事件快审/ }).getByText("是否突发不符").waitFor();
  await look(page, "simulate-piece");
  assert.deepEqual(faults, []);
});

test("c21 the case shows which departments have co-signed, who may, and what helps where nobody can", async () => {
  const { page: admin } = await people.staff("admin");
  await admin.goto("/console/settings/rules/draft");
  await admin.getByRole("button", { name: "开始修改" }).click();
  await openStep(admin, "一般稿件", 1);
  await admin.getByRole("button", { name: "新增步骤" }).click();
  await admin.getByRole("button", { name: "第 3 步前移" }).click();
  await admin.getByRole("button", { name: "第 2 步前移" }).click();
  const step = admin.getByRole("group", { name: "第 1 步" });
  await step.getByLabel("步骤名称").fill("所涉部门会签");
  await step.getByLabel("步骤英文名称").fill("Co-signature of those touched");
  await step.getByRole("checkbox", { name: /^会签/ }).check();
  await step.getByLabel("通过人数").fill("2");
  await admin.getByRole("button", { name: "发布", exact: true }).click();
  await confirm(admin, "发布");
  const { page: editor, faults } = await people.staff("health.editor");
  const title = "秋冬季校园传染病防控提示";
  await write(editor, { title, text: "各学校、托幼机构要做好晨检午检，落实通风消毒。", summary: "各学校要做好晨检午检。" });
  for (const name of ["教育", "交通"]) {
    await editor.getByLabel("涉及的部门").fill(name);
    await editor.locator(".ant-select-item-option", { hasText: name }).first().click();
  }
  await editor.keyboard.press("Control+s");
  await editor.getByRole("status").filter({ hasText: "已保存" }).waitFor();
  await submit(editor);
  await editor.getByRole("link", { name: "查看审核单" }).click();
  await editor.getByText("0 / 2 个部门已通过").waitFor();
  await editor.getByText("可审：孟远、郑重").waitFor();
  // Nobody reviews for the transport bureau: the principal alone is one too few.
  await editor.getByText(/这一步办不下去：可审的人数不够/).waitFor();
  await look(editor, "co-sign");
  assert.deepEqual(faults, []);
});
