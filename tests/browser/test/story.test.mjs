/** The story in a browser: three pieces from a department's desk to WeChat, the app, the website and a newspaper; letters to their
 *  answers; the province that looks on, and the neighbour that sees none of it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { live, plan, submit, write } from "../kit/desk.mjs";
import { startMatrix, county, neighbour } from "../kit/matrix.mjs";
import { choose, confirm, decide, gates, openBrowser, openWork, peopleOf } from "../kit/people.mjs";
import { until } from "../kit/until.mjs";

const sensitive = "关于开展大型义诊活动的通知";
const plain = "城区三所小学延长课后服务时间";
const emergency = "大雾橙色预警：出行请减速慢行";
const site = `/s/${county.code}`;
const everywhere = ["县政府门户网站", "政务客户端", "内乡发布"];

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

/** Someone at work, whose page may not fail meanwhile. */
async function by(opened, work) {
  const { page, faults } = await opened;
  await work(page);
  assert.deepEqual(faults, []);
}

const as = (login, work) => by(people.staff(login), work);
const asCitizen = (work) => by(people.citizen(), work);

describe("a sensitive piece", () => {
  test("is written with a picture and a chart, classed and submitted", () =>
    as("health.editor", async (page) => {
      await write(page, {
        title: sensitive,
        text: "为方便群众就近就医，县卫健委定于本周六上午在县人民医院广场开展大型义诊。",
        summary: "本周六上午在县人民医院广场开展大型义诊。",
        topic: "卫生健康",
        picture: { alt: "义诊现场" },
        chart: { title: "近三年义诊服务人次", table: "年份,人次\n2024,2060\n2025,2820\n2026,3485" },
        press: ["重要敏感"],
      });
      await page.keyboard.press("Control+s");
      await page.getByRole("status").filter({ hasText: "已保存" }).waitFor();
      await page.getByRole("img", { name: "义诊现场" }).first().waitFor();
      await submit(page);
      assert.equal(await page.getByRole("button", { name: "提交审核" }).count(), 0, "a submitted piece is not submitted again");
    }));

  test("is not its author's to decide, nor another bureau's to see", async () => {
    await as("health.editor", async (page) => {
      await page.goto("/console/articles");
      await page.getByRole("table").getByRole("link", { name: sensitive }).click();
      await page.getByRole("link", { name: "查看审核单" }).click();
      await page.getByRole("heading", { level: 1, name: sensitive }).waitFor();
      await page.getByText("这一步不由您审核").waitFor();
      assert.equal(await page.getByRole("button", { name: /通过|签发|退回/ }).count(), 0, "I3");
    });
    await as("education.editor", async (page) => {
      await page.goto("/console/articles");
      await page.getByRole("table").getByRole("row").nth(1).waitFor();
      assert.equal(await page.getByText(sensitive).count(), 0, "I1");
    });
  });

  test("passes the bureau, the county desk's six gates and the principal", async () => {
    for (const [login, button] of [["health.reviewer", "通过本步"], ["desk.reviewer", "通过本步"], ["principal", "签发"]]) {
      await as(login, async (page) => {
        await openWork(page, sensitive);
        await decide(page, button);
      });
    }
    await as("principal", async (page) => {
      await page.goto("/console/articles");
      await page.getByRole("table").getByRole("link", { name: sensitive }).click();
      await page.getByText("已通过", { exact: true }).first().waitFor();
      await page.getByRole("link", { name: "查看审核单" }).click();
      await page.getByRole("link", { name: "三审三校表" }).waitFor();
    });
  });

  test("goes to WeChat, the app and the website together, and to the newspaper", async () => {
    await as("publisher", async (page) => {
      await openWork(page, sensitive);
      await plan(page, everywhere);
      await live(page, everywhere.length);
      await page.goto("/console/releases");
      await page.getByRole("link", { name: sensitive }).waitFor();
    });
    assert.equal(await published(sensitive), 1, "I4: WeChat published it once");
    const topics = await until("the newspaper has it", async () => {
      const accepted = await matrix.newspaper.look("received?verdict=accepted");
      return accepted.find(({ document }) => JSON.stringify(document).includes(sensitive));
    });
    assert.ok(JSON.stringify(topics.document).includes("卫生健康"));
  });

  test("is read by the public, with its picture and its chart", () =>
    asCitizen(async (page) => {
      await page.goto(site);
      await page.getByRole("link", { name: sensitive }).first().click();
      await page.getByRole("heading", { level: 1, name: sensitive }).waitFor();
      await page.getByText("县人民医院广场开展大型义诊。").first().waitFor();
      const picture = page.getByRole("img", { name: "义诊现场" });
      await picture.scrollIntoViewIfNeeded();
      await until("the picture is there", () => picture.evaluate((image) => image.complete && 0 < image.naturalWidth));
      await page.getByRole("cell", { name: "3485" }).waitFor();
    }));
});

describe("a plain piece", () => {
  test("takes the short chain", async () => {
    await as("education.editor", async (page) => {
      await write(page, { title: plain, text: "自下周一起，三所小学课后服务延长到十八点。", summary: "课后服务延长到十八点。" });
      await submit(page);
    });
    await as("education.reviewer", async (page) => {
      await openWork(page, plain);
      await decide(page, "通过本步");
    });
    await as("desk.reviewer2", async (page) => {
      await openWork(page, plain);
      await decide(page, "通过本步");
      await page.getByText("已通过", { exact: true }).first().waitFor();
    });
  });

  test("waits on the board for its time, and is withdrawn from the plan with a reason", () =>
    as("publisher", async (page) => {
      await openWork(page, plain);
      await plan(page, everywhere.slice(0, 2), tomorrowAtNine());
      await page.getByText("待发布", { exact: true }).first().waitFor();
      await page.goto(`/console/releases?month=${tomorrowAtNine().slice(0, 7)}`);
      await page.getByRole("link", { name: plain }).click();
      await page.getByRole("button", { name: "撤稿" }).click();
      await page.getByRole("dialog").getByLabel("公开理由").fill("时间待定");
      await confirm(page, "撤稿");
      await page.getByText("时间待定").waitFor();
    }));
});

describe("an emergency", () => {
  test("is reviewed at once, by the keyboard alone", async () => {
    await as("emergency.editor", async (page) => {
      await write(page, {
        title: emergency,
        text: "县气象台发布大雾橙色预警，部分路段能见度不足二百米。",
        summary: "部分路段能见度不足二百米，请减速慢行。",
        topic: "应急",
        press: ["突发事件信息"],
      });
      await submit(page);
    });
    await as("desk.reviewer", async (page) => {
      await openWork(page, emergency);
      await passByKeyboard(page);
    });
    await as("principal", async (page) => {
      await openWork(page, emergency);
      await decide(page, "签发");
    });
  });

  test("stands over the public home page", async () => {
    await as("publisher", async (page) => {
      await openWork(page, emergency);
      await plan(page, everywhere.slice(0, 2));
      await live(page, 2);
    });
    await asCitizen(async (page) => {
      await page.goto("/");
      await page.getByRole("complementary", { name: "紧急信息" }).getByRole("link", { name: emergency }).waitFor();
      await page.getByRole("link", { name: "内乡县" }).first().waitFor();
    });
  });
});

describe("a citizen's letter", () => {
  const question = "咨询新生儿医保缴费时限";
  const answer = "您好！新生儿自出生之日起九十日内办理参保缴费的，自出生之日起享受待遇。";

  test("from the web is accepted, assigned, answered, reviewed and found by its code", async () => {
    const code = await ask(question);
    await handle(question, answer);
    await lookUp(code, answer);
  });

  test("to WeChat gets a code at once, and the answer in WeChat and on the query page", async () => {
    const said = await matrix.wechat.tell("citizens/say", { appid: "wx4113250000000001", name: "李玉兰", content: "接种点周末开放吗" });
    const [, code] = /查询码 (\d{10})/.exec(JSON.stringify(said.answer));
    await handle("接种点周末开放吗", "周末上午开放，八点到十一点半。");
    const sent = await until("WeChat brought the answer", async () => {
      const messages = await matrix.wechat.look("effects?effect=custom_message");
      return messages.find((message) => JSON.stringify(message).includes("周末上午开放"));
    });
    assert.equal(sent.openid, said.openid);
    await lookUp(code, "周末上午开放");
  });
});

test("the province sees both counties on one board, and what they released", () =>
  by(people.overseer(), async (page) => {
    const rows = page.getByRole("table", { name: "县市合规" });
    for (const { name } of [county, neighbour]) await rows.getByRole("cell", { name, exact: true }).waitFor();
    await page.getByRole("link", { name: "已发布稿件" }).click();
    await page.getByRole("link", { name: sensitive }).waitFor();
    assert.equal(await page.getByText(plain).count(), 0, "what was not released is not seen");
  }));

test("the neighbour county sees none of it", async () => {
  let address = "";
  await as("principal", async (page) => {
    await page.goto("/console/articles");
    address = await page.getByRole("table").getByRole("link", { name: sensitive }).getAttribute("href");
  });
  await by(people.staff("principal", { at: neighbour }), async (page) => {
    for (const [list, heading] of [["articles", "稿件"], ["releases?view=list", "发布"]]) {
      await page.goto(`/console/${list}`);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await page.getByRole("table").waitFor();
      for (const title of [sensitive, plain, emergency]) assert.equal(await page.getByText(title).count(), 0, `I1: ${list}`);
    }
    await page.goto(address);
    await page.getByText("没有这个页面").waitFor();
  });
  await by(people.staff("clerk", { at: neighbour }), async (page) => {
    await page.goto("/console/inquiries");
    await page.getByText("还没有留言").waitFor();
  });
  await asCitizen(async (page) => {
    await page.goto(`/s/${neighbour.code}`);
    await page.getByRole("article").first().waitFor();
    assert.equal(await page.getByText(sensitive).count(), 0);
  });
});

test("an auditor reads who did it", () =>
  as("auditor", async (page) => {
    await page.goto("/console/audit");
    await page.getByRole("table").getByText("inquiry.").first().waitFor();
  }));

/** How often WeChat itself published the title. */
async function published(title) {
  const effects = await matrix.wechat.look("effects?effect=published");
  return effects.filter((effect) => JSON.stringify(effect).includes(title)).length;
}

function tomorrowAtNine() {
  const beijing = new Date(Date.now() + 8 * 3_600_000 + 86_400_000);
  return `${beijing.toISOString().slice(0, 10)}T09:00`;
}

/** The six gates without a mouse: after each word the focus is at the next gate, and at last at the decision. */
async function passByKeyboard(page) {
  const first = page.getByRole("button", { name: `${gates[0]}：通过` });
  await first.focus();
  for (const gate of gates) {
    await focusIsOn(page, `${gate}：通过`);
    if (gate === "保密关") {
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.type("不涉密，可以公开");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
  }
  await focusIsOn(page, "通过本步");
  await page.keyboard.press("Enter");
  const button = page.getByRole("dialog").getByRole("button", { name: "通过本步" });
  await button.waitFor();
  for (let tabs = 0; tabs < 6 && !(await button.evaluate((one) => one === document.activeElement)); tabs += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

function focusIsOn(page, name) {
  return page.getByRole("button", { name, exact: true }).and(page.locator(":focus")).waitFor();
}

/** A citizen writes the letter on a phone and keeps the code. */
async function ask(question) {
  let code = "";
  await asCitizen(async (page) => {
    await page.goto(`${site}/write`);
    await page.getByText("问政策、问怎么办事").click();
    await page.getByLabel("标题").fill(question);
    await page.getByLabel("内容").fill(`您好，${question}？电话13812345678。`);
    await page.getByLabel("姓名").fill("张三");
    await page.getByLabel("电话").fill("13812345678");
    await page.getByRole("button", { name: "提交" }).click();
    await page.getByRole("heading", { name: "已经收到您的来信" }).waitFor();
    code = (await page.getByTestId("query-code").innerText()).replace(/\D/g, "");
  });
  assert.match(code, /^\d{10}$/);
  return code;
}

/** The clerk accepts and assigns it, the bureau's clerk answers, the bureau's reviewer lets the answer go. */
async function handle(question, answer) {
  await as("clerk", async (page) => {
    await openWork(page, question);
    assert.equal(await page.getByText("13812345678").count(), 0, "the number is masked");
    await page.getByRole("button", { name: "受理", exact: true }).click();
    await page.getByText("已受理", { exact: true }).waitFor();
    await page.getByRole("button", { name: "转办" }).click();
    await choose(page, page.getByRole("dialog").getByLabel("承办部门"), "卫生健康委员会");
    await page.getByLabel("转办说明").fill("请按时答复");
    await confirm(page, "转办");
    await page.getByText("办理中", { exact: true }).waitFor();
  });
  await as("health.clerk", async (page) => {
    await openWork(page, question);
    await page.getByLabel("撰写答复").fill(answer);
    await page.getByRole("button", { name: "提交审核" }).click();
    await page.getByText("待审核", { exact: true }).waitFor();
  });
  await as("health.reviewer", async (page) => {
    await openWork(page, question);
    await page.getByRole("button", { name: "通过并答复" }).click();
    await confirm(page, "通过并答复");
    await page.getByText("留言人可凭查询码查看").waitFor();
  });
}

/** What the holder of the code reads on the query page. */
async function lookUp(code, answer) {
  await asCitizen(async (page) => {
    await page.goto(`${site}/lookup`);
    await page.getByLabel("查询码").fill(code);
    await page.getByRole("button", { name: "查询", exact: true }).click();
    await page.getByText(answer).waitFor();
    assert.equal(await page.getByText("13812345678").count(), 0, "the number is masked on the citizen's screen, too");
    assert.ok(!page.url().includes(code), "the code stays out of the address");
  });
}
