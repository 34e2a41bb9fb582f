/** The newsroom's day in a browser, each step by the people who do it: planned, handed in, adopted, written by two, checked,
 *  co-signed, judged at six gates, returned and mended, signed, released — and corrected, with a word to the public. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { look } from "../kit/axe.mjs";
import { live, plan, submit } from "../kit/desk.mjs";
import { county, startMatrix } from "../kit/matrix.mjs";
import { adopt, assign, cover, handIn, openPiece, rewrite, save, touch } from "../kit/newsroom.mjs";
import { choose, confirm, decide, gates, openBrowser, openWork, peopleOf } from "../kit/people.mjs";
import { until } from "../kit/until.mjs";

const theme = "校园冬季流感接种";
const handed = "各校接种安排已定";
const title = "全县中小学流感疫苗接种安排";
const correction = "原文接种开始时间有误，应为下月";
const everywhere = ["县政府门户网站", "内乡发布"];
/** Who signs before the desk: of the piece's own department, of the one it came from, and of the one it touches. */
const signers = ["office.reviewer", "health.reviewer", "education.reviewer"];
const newcomer = { name: "文汐", login: "desk.editor2", password: "Wenxi-2026" };

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

/** Looks at the page wide and narrow, and leaves it wide. */
async function seen(page, name) {
  await look(page, name);
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Someone at work, whose page may not fail meanwhile. */
async function as(login, work) {
  const { page, faults } = await people.staff(login);
  await work(page);
  assert.deepEqual(faults, [], `${login} met faults`);
}

test("c21 the administrator has sensitive pieces co-signed", () =>
  as("admin", async (page) => {
    await page.goto("/console/settings/rules/draft");
    await page.getByRole("button", { name: "开始修改" }).click();
    await page.getByRole("list", { name: "规则列表" }).getByRole("button", { name: "重大敏感稿件" }).click();
    await page.getByRole("button", { name: "新增步骤" }).click();
    await page.getByRole("button", { name: "第 4 步前移" }).click();
    await page.getByRole("button", { name: "第 3 步前移" }).click();
    const step = page.getByRole("group", { name: "第 2 步" });
    await step.getByLabel("步骤名称").fill("所涉部门会签");
    await step.getByLabel("步骤英文名称").fill("Co-signature of those touched");
    await step.getByRole("checkbox", { name: /^会签/ }).check();
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await confirm(page, "发布");
  }));

test("a second editor joins the desk: one administrator enters them, another gives the role", async () => {
  await as("admin", async (page) => {
    await page.goto("/console/people");
    await page.getByRole("button", { name: "新增人员" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("真实姓名").fill(newcomer.name);
    await dialog.getByLabel("账号").fill(newcomer.login);
    await choose(page, dialog.getByLabel("部门"), "县政府信息办");
    await dialog.getByLabel("初始口令").fill(newcomer.password);
    await confirm(page, "新增人员");
  });
  await as("security", async (page) => {
    await page.goto("/console/people");
    await page.getByLabel("搜索人员").fill(newcomer.login);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: newcomer.name }).click();
    await choose(page, page.getByRole("combobox", { name: "岗位" }), "编辑");
    await page.getByRole("button", { name: "授予岗位" }).click();
    await page.getByRole("listitem").filter({ hasText: /自 \d/ }).waitFor();
  });
  const { page, faults } = await people.newcomer(newcomer.login, newcomer.password);
  await page.getByRole("link", { name: "稿件" }).first().waitFor();
  assert.deepEqual(faults, []);
});

test("c13 a theme of the plan becomes one editor's task", () =>
  as("desk.editor", async (page) => {
    await assign(page, { theme, topic: "卫生健康", department: "卫生健康委员会", person: "林晓", wanted: "写清接种时间和地点" });
    await seen(page, "newsroom-plan-item");
  }));

test("c13 the department hands in a text with a picture, and has a receipt", () =>
  as("health.editor", async (page) => {
    const number = await handIn(page, { theme, title: handed, text: "全县中小学本月起接种流感疫苗。", note: "附接种点照片", file: "接种点" });
    assert.match(number, /^\d{8}-\d{4}$/);
    await page.getByRole("link", { name: "接种点" }).waitFor();
    await seen(page, "newsroom-receipt");
  }));

test("c13 the desk adopts it with edits", () =>
  as("desk.editor", async (page) => {
    await openWork(page, handed);
    await seen(page, "newsroom-submission");
    await adopt(page, handed);
    await page.getByRole("textbox", { name: "标题", exact: true }).fill(title);
    await page.getByText("重要敏感", { exact: true }).click();
    await page.getByLabel("摘要").fill("接种时间和地点");
    await touch(page, ["教育体育局"]);
    await save(page);
  }));

test("c15 one writes, another takes over, and the first goes on when they have stopped", async () => {
  const { page: first } = await people.staff("desk.editor");
  const { page: second, faults } = await people.newcomer(newcomer.login, newcomer.password);
  await openPiece(second, title);
  await second.getByText(/文澜 正在编辑此稿/).waitFor();
  await second.getByRole("button", { name: "接手" }).click();
  await second.getByText(/正在编辑此稿/).waitFor({ state: "detached" });
  await first.getByText(/文汐 已于 .* 接手编辑/).waitFor();
  await seen(first, "newsroom-taken-over");
  await rewrite(second, "机密★长期");
  await second.getByRole("link", { name: /我的待办/ }).click();
  await first.getByText("对方已停止编辑").waitFor();
  await first.getByRole("button", { name: "继续编辑" }).click();
  await first.getByRole("textbox", { name: "正文", exact: true }).getByText("机密★长期").waitFor();
  assert.deepEqual(faults, []);
});

test("c16 what the checks stop does not leave the desk, and says what to do", () =>
  as("desk.editor", async (page) => {
    await openPiece(page, title);
    await page.getByRole("tab", { name: /检查 \d/ }).click();
    await seen(page, "newsroom-checks");
    await page.getByRole("button", { name: "提交审核" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("不可保留，只能修改").first().waitFor();
    assert.equal(await dialog.getByRole("button", { name: "确认提交" }).isDisabled(), true);
    await seen(page, "newsroom-stopped");
    await dialog.getByRole("button", { name: "返回修改" }).click();
    await rewrite(page, "全县中小学本月起接种流感疫苗，家长自愿。值班电话：13937700000。");
    await page.getByRole("tab", { name: "属性" }).click();
    await cover(page, "接种现场");
    await save(page);
    await submit(page);
  }));

test("c21 the bureaus sign first: the desk's own, the one that handed in, and the one that is touched", async () => {
  for (const login of signers) {
    await as(login, async (page) => {
      await openWork(page, title);
      await decide(page, "通过本步");
    });
  }
});

test("c16 the desk lets a number stand for a reason, passes five gates, and returns the piece over the sixth", () =>
  as("desk.reviewer", async (page) => {
    await openWork(page, title);
    await page.getByRole("region", { name: "保密关" }).getByRole("button", { name: "保留" }).click();
    await page.getByRole("dialog").getByLabel("理由").fill("对外公布的值班电话");
    await confirm(page, "保留");
    await page.getByText("对外公布的值班电话").waitFor();
    for (const gate of gates.filter((name) => name !== "文字关")) {
      if (gate === "保密关") await page.getByLabel("保密关的意见").fill("不涉密，可以公开");
      await page.getByRole("button", { name: `${gate}：通过` }).click();
      await page.getByRole("region", { name: gate }).getByText("已通过").waitFor();
    }
    await page.getByLabel("文字关的意见").fill("“自愿”一句请写明由谁选择");
    await page.getByRole("button", { name: "文字关：不通过" }).click();
    await page.getByRole("region", { name: "文字关" }).getByText("未通过").first().waitFor();
    await seen(page, "newsroom-six-gates");
    await page.getByRole("button", { name: "退回修改" }).click();
    await page.getByRole("dialog").getByLabel("理由").fill("文字关：请写明由家长选择");
    await confirm(page, "退回修改");
    await page.getByText("已退回", { exact: true }).first().waitFor();
  }));

test("c16 the writer reads why, mends it, and the second round begins anew", async () => {
  await as("desk.editor", async (page) => {
    await openWork(page, title);
    await page.getByText("文字关：请写明由家长选择").first().waitFor();
    await seen(page, "newsroom-returned");
    await rewrite(page, "全县中小学本月起接种流感疫苗，由家长自愿选择。值班电话：13937700000。");
    await submit(page);
  });
  for (const login of [...signers, "desk.reviewer2", "principal"]) {
    await as(login, async (page) => {
      await openWork(page, title);
      await decide(page, login === "principal" ? "签发" : "通过本步");
    });
  }
});

test("c18 it goes to WeChat and the site", () =>
  as("publisher", async (page) => {
    await openWork(page, title);
    await plan(page, everywhere);
    await live(page, everywhere.length);
  }));

test("i10 what is out is read only, and a correction asks what the public is told", async () => {
  await as("desk.editor", async (page) => {
    await openPiece(page, title);
    assert.equal(await page.getByRole("textbox", { name: "正文", exact: true }).count(), 0);
    await page.getByRole("button", { name: "更正", exact: true }).click();
    await confirm(page, "更正");
    await rewrite(page, "全县中小学下月起接种流感疫苗，由家长自愿选择。值班电话：13937700000。");
    await page.getByRole("button", { name: "提交审核" }).click();
    await page.getByRole("dialog").getByText("更正说明：向公众说明更正了什么").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "返回修改" }).click();
    await page.getByLabel("更正说明（向公众公布）").fill(correction);
    await save(page);
    await seen(page, "newsroom-correcting");
    await submit(page);
  });
  for (const login of [...signers, "desk.reviewer", "principal"]) {
    await as(login, async (page) => {
      await openWork(page, title);
      await page.getByText(correction).first().waitFor();
      if (login === "principal") await seen(page, "newsroom-correction-review");
      await decide(page, login === "principal" ? "签发" : "通过本步");
    });
  }
});

test("i10 the correction takes its place on every target, and the public reads what was put right", async () => {
  await as("publisher", async (page) => {
    await openWork(page, title);
    await page.getByRole("button", { name: "安排发布" }).click();
    const dialog = page.getByRole("dialog");
    for (const name of everywhere) await dialog.getByRole("checkbox", { name: new RegExp(`${name}.*旧版在此`) }).and(page.locator(":checked")).waitFor();
    await seen(page, "newsroom-release-correction");
    await dialog.getByRole("button", { name: "立即发布" }).click();
    await page.getByRole("heading", { name: "媒体投递" }).waitFor();
    await live(page, everywhere.length);
  });
  await until("WeChat has taken the earlier one down", async () => (await matrix.wechat.look("effects?effect=article_deleted")).length === 1);
  const { page } = await people.citizen();
  await page.goto(`/s/${county.code}`);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("note").getByText(correction).waitFor();
  await page.getByText("全县中小学下月起接种").waitFor();
  await seen(page, "newsroom-public-correction");
});

test("c13 the ledger counts the department, and the auditor reads every step", async () => {
  await as("desk.editor", async (page) => {
    await page.goto("/console/adoption");
    await page.getByRole("row", { name: /卫生健康委员会/ }).waitFor();
    await seen(page, "newsroom-ledger");
  });
  await as("auditor", async (page) => {
    await page.goto("/console/audit");
    await page.getByRole("table").getByText("article.replaced").first().waitFor();
  });
});
