/** Deciding as people meet it: a phone enrolled, an emergency with one thumb, several pieces passed at once, and the numbers after. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { look, settled, shot, violations } from "../kit/axe.mjs";
import { submit, write } from "../kit/desk.mjs";
import { county, password, startMatrix } from "../kit/matrix.mjs";
import { codeOf, prove } from "../kit/phone.mjs";
import { gates, openBrowser, openWork, peopleOf } from "../kit/people.mjs";

const storm = "强对流橙色预警：请就近避险";
const pieces = ["村卫生室本周开展慢病随访", "流动体检车下周到马山口镇", "家庭药箱清理活动周六举行"];
const phone = { width: 390, height: 844 };
let matrix;
let browser;
let people;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
  people = peopleOf(browser, matrix.url);
});

after(async () => {
  await browser?.close();
  await matrix?.stop();
});

async function as(login, work) {
  const { page, faults } = await people.staff(login);
  await work(page);
  assert.deepEqual(faults, [], `${login} met faults`);
}

/** One operation as the person on the page. */
function ask(page, query, variables = {}) {
  return page.evaluate(
    async ([text, values]) => {
      const send = async (body, csrf = "") => {
        const headers = { "content-type": "application/json", "x-juzhen-csrf": csrf };
        return (await fetch("/console/graphql", { method: "POST", headers, body: JSON.stringify(body) })).json();
      };
      const me = await send({ query: "{ me { csrfToken } }" });
      return send({ query: text, variables: values }, me.data.me.csrfToken);
    },
    [query, variables],
  );
}

test("a reviewer enrols a phone in three steps and keeps the recovery codes", () =>
  as("desk.reviewer2", async (page) => {
    await page.goto("/console/me/second-factor");
    await page.getByLabel("登录口令").fill(password);
    await page.getByRole("button", { name: "绑定手机" }).click();
    await page.getByRole("img", { name: "绑定手机的二维码" }).waitFor();
    await look(page, "second-factor-enrol");
    const secret = await page.locator("code").innerText();
    await page.getByLabel("验证码").fill(codeOf(secret));
    await page.getByRole("button", { name: "完成绑定" }).click();
    await page.getByRole("heading", { name: "请抄下恢复码" }).waitFor();
    assert.equal(await page.getByRole("listitem").filter({ hasText: /^[A-Z0-9]{5}-[A-Z0-9]{5}$/ }).count(), 10);
    await look(page, "second-factor-codes");
    await page.getByRole("button", { name: "已抄下" }).click();
    await page.getByText("剩余恢复码 10 个").waitFor();
  }));

test("an emergency is decided on a phone with one thumb, and signed off with a code", async () => {
  await as("emergency.editor", async (page) => {
    await write(page, { title: storm, text: "请远离广告牌和临时搭建物。", summary: "请就近避险。", press: ["突发事件信息"] });
    await submit(page);
  });
  await as("desk.reviewer", async (page) => {
    await page.setViewportSize(phone);
    await openWork(page, storm);
    const bar = page.getByRole("region", { name: "突发稿件审核" });
    await settled(page);
    await shot(page, "thumb-first-gate");
    await page.screenshot({ path: `${process.env.SHOTS ?? "/tmp"}/thumb-seen.png` });
    assert.deepEqual(await violations(page), [], "the first gate on a phone");
    const box = await bar.getByRole("button", { name: `${gates[0]}：通过` }).boundingBox();
    assert.ok(box.height >= 48 && box.y + box.height <= phone.height && box.y > phone.height / 2, "within a thumb's reach");
    for (const [place, gate] of gates.entries()) {
      if (gate === "保密关") await bar.getByLabel("保密关的意见").fill("不涉密，可以公开");
      await bar.getByRole("button", { name: `${gate}：通过` }).click();
      await bar.getByText(`已判 ${place + 1} / 6 关`).waitFor();
    }
    await bar.getByRole("button", { name: "通过本步" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "通过本步" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });
  await as("principal", async (page) => {
    await page.setViewportSize(phone);
    await openWork(page, storm);
    await page.getByRole("region", { name: "突发稿件审核" }).getByRole("button", { name: "签发" }).click();
    const code = page.getByRole("dialog").getByLabel("验证码");
    assert.equal(await code.getAttribute("inputmode"), "numeric");
    assert.equal(await code.getAttribute("autocomplete"), "one-time-code");
    await shot(page, "thumb-code");
    assert.deepEqual(await violations(page), [], "the code on a phone");
    await prove(page);
    await page.getByRole("dialog").getByRole("button", { name: "签发", exact: true }).click();
    await page.getByRole("region", { name: "突发稿件审核" }).waitFor({ state: "hidden" });
    await page.getByText("已通过", { exact: true }).first().waitFor();
  });
});

test("several plain pieces are passed at once, each with its own outcome", async () => {
  await as("admin", async (page) => {
    await page.goto("/console/work");
    const { data: begun } = await ask(page, "mutation { beginRuleDraft { version toml } }");
    const { version, toml } = begun.beginRuleDraft;
    // What was ordered passes its gates in its department, among them the one of secrecy, and is decided by itself.
    const bulky = toml.replaceAll('name = "部门审核"', 'bulk = true\nname = "部门审核"');
    const set = "mutation($version: Int!, $toml: String!) { importRuleDraft(version: $version, toml: $toml) { version faults { code } } }";
    const { data: drafted } = await ask(page, set, { version, toml: bulky });
    assert.deepEqual(drafted.importRuleDraft.faults, []);
    const publish = "mutation($version: Int!) { publishRuleDraft(version: $version, note: \"部门审核可批量\") { id } }";
    assert.equal((await ask(page, publish, { version: drafted.importRuleDraft.version })).errors, undefined);
  });
  await as("health.editor", async (page) => {
    for (const title of pieces) {
      await write(page, { title, text: "欢迎就近参加。", summary: title });
      await submit(page);
    }
  });
  await as("health.reviewer", async (page) => {
    await page.goto("/console/work");
    for (const title of pieces) await page.getByRole("checkbox", { name: `选中《${title}》` }).check();
    await look(page, "bulk-chosen");
    await page.getByRole("button", { name: "批量通过…" }).click();
    const dialog = page.getByRole("dialog");
    for (const title of pieces) await dialog.getByText(title, { exact: true }).waitFor();
    await look(page, "bulk-confirm");
    await dialog.getByRole("button", { name: "通过 3 件" }).click();
    await dialog.getByText("已通过").nth(2).waitFor();
    await shot(page, "bulk-done");
    await dialog.getByRole("button", { name: "关闭" }).last().click();
    await page.getByRole("checkbox", { name: `选中《${pieces[0]}》` }).waitFor({ state: "hidden" });
  });
});

test("the numbers tell of it, and of no person", () =>
  as("desk.reviewer", async (page) => {
    await page.goto("/console/review-numbers");
    await page.getByRole("table", { name: "各步用时" }).waitFor();
    await page.getByText("1 次，共 3 件").waitFor();
    await look(page, "review-numbers-filled");
    const text = await page.getByRole("main").innerText();
    for (const name of ["何慧", "顾准", "温良", "郑重"]) assert.ok(!text.includes(name), `${name} stands in the numbers`);
    assert.ok(county.code);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出表格" }).click();
    assert.match((await saved).suggestedFilename(), /^审核统计-.*\.xlsx$/);
  }));
