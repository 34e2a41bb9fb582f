/** The whole matrix in a browser: a publisher releases one piece to three channels, two connectors and four outlets, watches each come
 *  to live, corrects it and withdraws it; and each place is looked at where its own readers see it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { look } from "../kit/axe.mjs";
import { live, plan, submit, write } from "../kit/desk.mjs";
import { county, startMatrix } from "../kit/matrix.mjs";
import { cover, openPiece, rewrite, save } from "../kit/newsroom.mjs";
import { confirm, decide, openBrowser, openWork, peopleOf } from "../kit/people.mjs";
import { addOutlet, addReader, handToProgram, letFetch, openAccount } from "../kit/places.mjs";
import { example, platform, website } from "../kit/platforms.mjs";
import { until } from "../kit/until.mjs";

const topic = "卫生健康";
const [first, second] = ["县医院秋季义诊十八日开始", "县医院秋季义诊二十日开始"];
const text = (day) => `县医院秋季义诊${day}日上午开始，市民可持医保卡到门诊大厅登记，当天共有二十名专家坐诊。`;
const correction = "义诊开始日期有误，以本版为准";
const reason = "义诊因故取消，请以后续通知为准";
const accounts = ["县政府门户网站", "政务客户端", "内乡发布微博", "内乡发布头条号", "内乡发布 微信"];
const appid = "wx4113250000000001";

let matrix, browser, people, weibo, toutiao, station, pull, article, reader;
before(async () => {
  [matrix, browser, weibo, toutiao, station] = [await startMatrix(), await openBrowser(), await example(), await platform("今日头条"), await website("内乡广电", text("十八"))];
  people = peopleOf(browser, matrix.url);
  reader = (await people.citizen()).page;
});
after(async () => {
  await browser?.close();
  for (const one of [weibo, toutiao, station, matrix]) await one?.stop();
});

/** Someone at work, whose page may not fail meanwhile. */
async function as(login, work) {
  const { page, faults } = await people.staff(login);
  await work(page);
  assert.deepEqual(faults, [], `${login} met faults`);
}

const shows = (page, words) => page.getByText(words).first().waitFor();

/** What its readers, its programs or its editors find at each place. */
const places = {
  website: async () => (await reader.goto(`${matrix.url}/s/${county.code}/articles/${article}`), reader.locator("main").innerText()),
  app: () => ask(`{ piece(county: ${county.code}, id: "${article}", medium: APP) { title blocks withdrawalReason } }`),
  wechat: async () => {
    const { articles } = await matrix.wechat.look(`state?appid=${appid}`);
    const pages = [];
    for (const { items } of articles.filter(({ items }) => [first, second].includes(items[0].title))) pages.push(await (await fetch(items[0].url)).text());
    return pages.filter((page) => !page.includes("已被发布者删除")).join("") || pages[0];
  },
  weibo: async () => {
    const lines = weibo.said().split("\n");
    const count = (start) => lines.filter((line) => line.startsWith(start)).length;
    return count("published:") === count("release.withdraw") ? "withdrawn" : lines.findLast((line) => line.startsWith("published:"));
  },
  toutiao: async () => (await reader.goto(toutiao.url), reader.locator("body").innerText()),
  daily: async () => {
    await reader.goto(`${matrix.newspaper.url}/?outlet=default`);
    const row = reader.getByRole("listitem").filter({ hasText: /县医院秋季义诊/ }).first();
    return row.innerText();
  },
  evening: async () => (await matrix.newspaper.look("received?verdict=accepted&outlet=henan")).at(-1)?.document ?? "",
  site: async () => {
    const feed = await fetch(`${pull.address}ninjs.json`, { headers: { authorization: `Bearer ${pull.token}` } });
    return JSON.stringify((await feed.json()).items[0] ?? "");
  },
  wire: async () => {
    const { page } = await people.staff("daily.editor");
    await page.goto("/console/wire");
    return page.getByRole("row").filter({ hasText: "内乡广电" }).first().innerText();
  },
};

async function ask(query) {
  const answer = await fetch(`${matrix.url}/public/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) });
  return answer.text();
}

/** Looks at every place until it shows what it should, and nothing of before. */
async function everywhere(sign, never) {
  for (const [name, read] of Object.entries(places)) {
    const words = typeof sign === "string" ? sign : (sign[name] ?? sign.else);
    await until(`${name} shows ${words}`, async () => {
      const seen = (await read()) ?? "";
      return seen.includes(words) && !seen.includes(never);
    });
  }
}

/** The release page wide, and narrow where it is asked for. */
async function pictured(page, name, widths) {
  await look(page, name, widths);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("c1 c23 the administrator hands two platforms to programs, and enters three more outlets", () =>
  as("admin", async (page) => {
    await openAccount(page, { platform: "微博", name: accounts[2] });
    await openAccount(page, { platform: "今日头条", name: accounts[3] });
    await weibo.start(await handToProgram(page, { program: "微博代运营", endpoint: weibo.endpoint, account: accounts[2], handle: "weibo:neixiang" }));
    await toutiao.start(await handToProgram(page, { program: "头条代运营", endpoint: toutiao.endpoint, account: accounts[3], handle: "toutiao:neixiang" }));
    await pictured(page, "matrix-connectors", [1440, 390]);
    const secret = await addOutlet(page, { name: "河南日报", kind: "报纸", topic, endpoint: `${matrix.newspaper.url}/hook/henan`, format: "NewsML-G2" });
    await matrix.newspaper.tell("outlets", { name: "henan", secrets: [secret] });
    await addOutlet(page, { name: "大河网", kind: "重点新闻网站", topic, format: "ninjs 2.2" });
    pull = await letFetch(page, "大河网");
    await addOutlet(page, { name: "内乡广电", kind: "广播电视", topic, format: "ninjs 3.1" });
    await addReader(page, "内乡广电", "叶舟");
    await pictured(page, "matrix-outlet", [1440, 390]);
  }));

/** The bureau and the desk judge it. */
async function judged(title) {
  for (const login of ["health.reviewer", "desk.reviewer"]) {
    await as(login, async (page) => {
      await openWork(page, title);
      await decide(page, "通过本步");
    });
  }
}

test("the bureau writes it, and it is judged", async () => {
  await as("health.editor", async (page) => {
    await write(page, { title: first, text: text("十八"), summary: "县医院义诊安排", topic });
    await cover(page, "义诊大厅");
    await save(page);
    article = new URL(page.url()).pathname.split("/").at(-1);
    await submit(page);
  });
  await judged(first);
});

test("c18 the publisher releases it to five accounts together, and sees each come to live", () =>
  as("publisher", async (page) => {
    await matrix.wechat.tell("outcomes", { kind: "publish", hold: true });
    await openWork(page, first);
    await plan(page, accounts);
    await live(page, 4);
    const targets = page.getByRole("table", { name: "发往" });
    await targets.getByRole("row", { name: /微信公众号/ }).getByText("平台已接收").waitFor();
    await pictured(page, "matrix-four-of-five", [1440]);
    await matrix.wechat.tell("settle", { appid });
    await live(page, 5);
    await page.getByRole("table", { name: "媒体投递" }).getByRole("row", { name: /河南日报/ }).getByText("已送达").waitFor();
    await pictured(page, "matrix-released", [1440]);
  }));

test("c18 c23 it stands in all nine places", () => everywhere("十八", "二十日"));

test("c23 the station's editor takes it, and reports the page that carries it", async () => {
  await as("daily.editor", async (page) => {
    await page.goto("/console/wire");
    await page.getByRole("row").filter({ hasText: "内乡广电" }).getByRole("button", { name: first }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "下载文字" }).click();
    await download;
    await page.getByRole("button", { name: "登记采用" }).click();
    const dialog = page.getByRole("dialog", { name: "登记采用" });
    await dialog.getByLabel("刊发网址").fill(station.url);
    await dialog.getByRole("button", { name: "确定" }).click();
    await page.getByRole("heading", { name: "已登记的采用" }).waitFor();
  });
  await as("publisher", async (page) => {
    const told = page.getByRole("table", { name: "媒体采用" }).getByRole("row", { name: /内乡广电/ });
    await until("the page is found to carry it", async () => {
      await page.reload();
      await page.getByRole("heading", { name: "采用回执" }).waitFor();
      await page.getByText("正在载入…").first().waitFor({ state: "hidden" });
      return (await told.getByText("已核实").count()) === 1;
    });
    await pictured(page, "matrix-used", [1440]);
  });
});

test("i10 it is corrected, judged anew, and takes the place of what it corrects in all nine", async () => {
  await as("health.editor", async (page) => {
    await openPiece(page, first);
    await page.getByRole("button", { name: "更正", exact: true }).click();
    await confirm(page, "更正");
    await rewrite(page, text("二十"));
    await page.getByRole("textbox", { name: "标题", exact: true }).fill(second);
    await page.getByLabel("更正说明（向公众公布）").fill(correction);
    await save(page);
    await submit(page);
  });
  await judged(second);
  await as("publisher", async (page) => {
    await openWork(page, second);
    await page.getByRole("button", { name: "安排发布" }).click();
    const dialog = page.getByRole("dialog");
    for (const name of accounts) await dialog.getByRole("checkbox", { name: new RegExp(`${name}.*旧版在此`) }).and(page.locator(":checked")).first().waitFor();
    await dialog.getByRole("button", { name: "立即发布" }).click();
    await page.getByRole("heading", { name: "媒体投递" }).waitFor();
    await live(page, 5);
    await page.getByRole("table", { name: "媒体投递" }).getByRole("row", { name: /河南日报/ }).getByText("已送达").waitFor();
    await pictured(page, "matrix-corrected", [1440]);
  });
  await everywhere("二十", "十八");
  await reader.goto(`${matrix.url}/s/${county.code}/articles/${article}`);
  await shows(reader, correction);
});

test("i10 the publisher withdraws it, told what is left of the day, and every place shows the end", async () => {
  await as("publisher", async (page) => {
    await page.getByRole("button", { name: "撤稿", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/今天还能删除 \d+ 篇/).waitFor();
    await pictured(page, "matrix-withdraw-dialog", [1440, 390]);
    await dialog.getByLabel("公开理由").fill(reason);
    await confirm(page, "撤稿");
    const down = page.getByRole("table", { name: "发往" }).getByText("已撤下", { exact: true });
    await until("every target is down", async () => {
      await page.reload();
      await page.getByRole("heading", { name: "媒体投递" }).waitFor();
      return (await down.count()) === 5;
    });
  });
  const ends = { wechat: "已被发布者删除", weibo: "withdrawn", toutiao: "还没有文章", evening: "stat:canceled", site: "\"canceled\"", wire: "已撤稿", else: reason };
  await everywhere(ends, "医保卡");
  await as("publisher", async (page) => {
    await page.reload();
    await page.getByRole("table", { name: "媒体投递" }).getByRole("row", { name: /河南日报.*撤稿/ }).getByText("已送达").waitFor();
    await pictured(page, "matrix-withdrawn", [1440, 390]);
  });
  await reader.goto(`${matrix.url}/s/${county.code}/articles/${article}`);
  await shows(reader, "此稿件已撤下");
});

test("i8 the auditor reads every step of it", () =>
  as("auditor", async (page) => {
    await page.goto("/console/audit");
    await page.getByRole("table").getByText("release.withdraw").first().waitFor();
  }));
