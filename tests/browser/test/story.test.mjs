/** The story in a browser: a sensitive piece from the health bureau's desk to its sign-off, and a citizen's question to its answer. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startMatrix, county } from "../kit/matrix.mjs";
import { decide, openBrowser, openWork, staff, visitor } from "../kit/people.mjs";
import { picture } from "../kit/picture.mjs";

const title = "关于开展“服务百姓健康行动”大型义诊活动的通知";
let matrix;
let browser;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await matrix?.stop();
});

/** Someone of the county at their desk; their page may not fail while they work. */
async function as(login, work) {
  const { page, faults, leave } = await staff(browser, login, { url: matrix.url });
  await work(page);
  assert.deepEqual(faults, [], `${login} met faults`);
  await leave();
}

test("an editor writes a sensitive piece with a picture and a chart and submits it", () =>
  as("health.editor", async (page) => {
    await page.goto("/console/articles/new");
    await page.getByLabel("标题").fill(title);
    await page.getByRole("button", { name: "开始写稿" }).click();
    await page.getByRole("textbox", { name: "正文" }).click();
    await page.keyboard.type("为方便群众就近就医，县卫健委定于本周六上午在县人民医院广场开展大型义诊。");
    await page.keyboard.press("Enter");
    await insertPicture(page);
    await insertChart(page);
    await page.getByText("重要敏感", { exact: true }).click();
    await page.getByLabel("摘要").fill("本周六上午在县人民医院广场开展大型义诊。");
    await page.keyboard.press("Control+s");
    await page.getByRole("status").filter({ hasText: "已保存" }).waitFor();
    await page.getByRole("button", { name: "提交审核" }).click();
    await page.getByRole("button", { name: "确认提交" }).click();
    await page.getByText("审核中", { exact: true }).first().waitFor();
    assert.equal(await page.getByRole("button", { name: "提交审核" }).count(), 0, "a submitted piece is not submitted again");
  }));

test("the bureau's reviewer, the county desk and the principal take it through the gates", async () => {
  await as("health.reviewer", async (page) => {
    await openWork(page, title);
    await decide(page, "通过本步");
  });
  await as("desk.reviewer", async (page) => {
    await openWork(page, title);
    await decide(page, "通过本步");
  });
  await as("principal", async (page) => {
    await openWork(page, title);
    await decide(page, "签发");
    await page.getByText("已通过", { exact: true }).first().waitFor();
    await page.getByRole("link", { name: "三审三校表" }).waitFor();
  });
});

test("the county's accounts are there, each with its filing", () =>
  as("admin", async (page) => {
    await page.goto("/console/accounts");
    for (const channel of ["网站", "客户端"]) await openAccount(page, channel);
  }));

test("the publisher sends it to the website and the app together, and the public reads it", async () => {
  await as("publisher", async (page) => {
    await openWork(page, title);
    await page.getByRole("button", { name: "安排发布" }).click();
    for (const channel of ["网站", "客户端"]) {
      await page.getByRole("dialog").locator("label", { hasText: channel }).first().getByRole("checkbox").check();
    }
    await page.getByRole("button", { name: "立即发布" }).click();
    await page.getByRole("heading", { name: "媒体投递" }).waitFor();
    await live(page, 2);
  });
  const { page, faults, leave } = await visitor(browser, { url: matrix.url, width: 390, height: 844 });
  await page.goto(`/s/${county.code}`);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.getByText("大型义诊。").first().waitFor();
  assert.deepEqual(faults, []);
  await leave();
});

test("the author finds no way to decide", () =>
  as("health.editor", async (page) => {
    await page.goto("/console/articles");
    await page.getByRole("table").getByRole("link", { name: title }).click();
    await page.getByRole("link", { name: "查看审核单" }).click();
    await page.getByRole("heading", { name: title }).waitFor();
    assert.equal(await page.getByRole("button", { name: /通过|签发|退回/ }).count(), 0);
  }));

test("another bureau's editor does not see the piece", () =>
  as("education.editor", async (page) => {
    await page.goto("/console/articles");
    await page.getByRole("heading", { name: "稿件" }).waitFor();
    await page.getByText("还没有稿件").waitFor();
  }));

test("a citizen's question is accepted, assigned, answered, reviewed and found by its code", async () => {
  const question = "咨询新生儿医保缴费时限";
  const code = await ask(question);
  await as("clerk", async (page) => {
    await page.goto("/console/inquiries");
    await page.getByRole("link", { name: question }).click();
    assert.equal(await page.getByText("13812345678").count(), 0, "the number is masked");
    await page.getByRole("button", { name: "受理", exact: true }).click();
    await page.getByRole("button", { name: "转办" }).click();
    await page.getByRole("dialog").getByLabel("承办部门").click();
    await page.locator(".ant-select-item-option", { hasText: "卫生健康委员会" }).click();
    await page.getByLabel("转办说明").fill("请按时答复");
    await page.getByRole("dialog").getByRole("button", { name: "转办" }).click();
    await page.getByText("办理中", { exact: true }).waitFor();
  });
  await as("health.editor", async (page) => {
    await page.goto("/console/inquiries");
    await page.getByRole("link", { name: question }).click();
    await page.getByLabel("撰写答复").fill("您好！新生儿自出生之日起九十日内办理参保缴费的，自出生之日起享受待遇。");
    await page.getByRole("button", { name: "提交审核" }).click();
    await page.getByText("待审核", { exact: true }).waitFor();
  });
  await as("health.reviewer", async (page) => {
    await openWork(page, question);
    await page.getByRole("button", { name: "通过并答复" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "通过并答复" }).click();
    await page.getByText("留言人可凭查询码查看").waitFor();
  });
  await readAnswer(code, /九十日内/);
});

test("an auditor reads who did it", () =>
  as("auditor", async (page) => {
    await page.goto("/console/audit");
    await page.getByRole("table").getByText("review.decide").first().waitFor();
  }));

/** Opens an account on the channel, unless the demo brought one. */
async function openAccount(page, channel) {
  await page.getByText("正在载入").waitFor({ state: "hidden" });
  if ((await page.getByRole("cell", { name: channel, exact: true }).count()) > 0) return;
  await page.getByRole("button", { name: "开设账号" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("渠道").click();
  await page.locator(".ant-select-item-option", { hasText: channel }).click();
  await dialog.getByLabel("名称").fill(`内乡${channel}`);
  await dialog.getByLabel("主办部门").click();
  await page.locator(".ant-select-item-option", { hasText: "县政府信息办" }).click();
  await dialog.getByLabel("备案号").fill(`豫南内备-${channel}`);
  await dialog.getByLabel("备案日期").fill("2026-03-01");
  await dialog.getByLabel("批准日期").fill("2026-03-06");
  await dialog.getByRole("button", { name: "开设账号" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("cell", { name: channel, exact: true }).first().waitFor();
}

/** Reloads the release until that many of its targets are live. */
async function live(page, count) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.getByText("正在载入").waitFor({ state: "hidden" });
    if ((await page.getByText("已上线", { exact: true }).count()) >= count) return;
    await page.waitForTimeout(500);
    await page.reload();
    await page.getByRole("heading", { name: "媒体投递" }).waitFor();
  }
  assert.fail("the targets did not go live within half a minute");
}

async function insertPicture(page) {
  await page.getByRole("button", { name: "图片" }).click();
  await page.getByLabel("文件").setInputFiles({ name: "yizhen.png", mimeType: "image/png", buffer: picture() });
  await page.getByRole("dialog").getByLabel("替代文字").fill("义诊现场");
  await page.getByRole("button", { name: "上传并插入" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("img", { name: "义诊现场" }).first().waitFor();
}

async function insertChart(page) {
  await page.getByRole("button", { name: "图表" }).click();
  await page.getByLabel("图表标题").fill("近三年义诊服务人次");
  await page.getByLabel("数据表").fill("年份,人次\n2024,2060\n2025,2820\n2026,3485");
  await page.getByRole("button", { name: "插入图表" }).click();
  await page.getByRole("img", { name: "近三年义诊服务人次" }).first().waitFor();
}

/** A citizen writes the letter on a phone and keeps the code. */
async function ask(question) {
  const { page, faults, leave } = await visitor(browser, { url: matrix.url, width: 390, height: 844 });
  await page.goto(`/s/${county.code}/write`);
  await page.getByText("问政策、问怎么办事").click();
  await page.getByLabel("标题").fill(question);
  await page.getByLabel("内容").fill(`您好，${question}？电话13812345678。`);
  await page.getByLabel("姓名").fill("张三");
  await page.getByLabel("电话").fill("13812345678");
  await page.getByRole("button", { name: "提交" }).click();
  await page.getByRole("heading", { name: "已经收到您的来信" }).waitFor();
  const code = (await page.getByTestId("query-code").innerText()).replace(/\D/g, "");
  assert.match(code, /^\d{10}$/);
  assert.deepEqual(faults, []);
  await leave();
  return code;
}

/** What the holder of the code reads on the query page. */
async function readAnswer(code, answer) {
  const { page, faults, leave } = await visitor(browser, { url: matrix.url, width: 390, height: 844 });
  await page.goto(`/s/${county.code}/lookup`);
  await page.getByLabel("查询码").fill(code);
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await page.getByText(answer).waitFor();
  assert.equal(await page.getByText("13812345678").count(), 0, "the number is masked for the citizen's screen, too");
  assert.ok(!page.url().includes(code), "the code stays out of the address");
  assert.deepEqual(faults, []);
  await leave();
}
