/** axe finds no serious violation on any page, in both languages, at 1440 and 390 pixels, and no page is wider than its screen. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { look, settled } from "../kit/axe.mjs";
import { county, startMatrix } from "../kit/matrix.mjs";
import { accepted, dialogs, pages } from "../kit/pages.mjs";
import { openBrowser, openWork, peopleOf } from "../kit/people.mjs";
import { routes } from "../kit/routes.mjs";

let matrix;
let browser;
let people;

before(async () => {
  matrix = await startMatrix();
  browser = await openBrowser();
  people = peopleOf(browser, matrix.url);
  await as("clerk", {}, async (page) => {
    await openWork(page, accepted);
    await page.getByRole("button", { name: "受理", exact: true }).click();
    await page.getByText("已受理", { exact: true }).waitFor();
  });
});

after(async () => {
  await browser?.close();
  await matrix?.stop();
});

test("every route has a case", () => {
  assert.deepEqual(routes.filter((route) => !(route in pages)), []);
  assert.deepEqual(Object.keys(pages).filter((route) => !routes.includes(route)), [], "a case without a route");
});

describe("pages", () => {
  for (const [route, cases] of Object.entries(pages)) {
    for (const { by, path, press = [], what } of cases) {
      const name = [route, what].filter(Boolean).join(", ");
      test(name, () =>
        as(by, {}, async (page) => {
          await page.goto(typeof path === "string" ? path : await path(page));
          for (const link of press) await page.getByRole("link", { name: link }).click();
          await look(page, name);
          const address = page.url();
          await as(by, { lang: "en" }, async (english) => {
            await english.goto(address);
            // English is the wider of the two: what fits a phone in it fits.
            await look(english, `${name} en`, [390]);
          });
        }),
      );
    }
  }
});

describe("dialogs", () => {
  for (const { by, path, tab, press, editor } of dialogs) {
    const name = press.join(", ");
    test(name, () =>
      as(by, {}, async (page) => {
        await page.goto(typeof path === "string" ? path : await path(page));
        await settled(page);
        if (editor) await page.getByRole("textbox", { name: "正文" }).click();
        if (tab) await page.getByRole("tab", { name: tab }).click();
        for (const button of press) await page.getByRole("button", { name: button, exact: true }).click();
        await page.getByRole("dialog").waitFor();
        await look(page, `dialog ${name}`);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "hidden" });
        const back = editor ? page.getByRole("textbox", { name: "正文" }) : page.getByRole("button", { name: press.at(-1), exact: true });
        await focused(back);
      }),
    );
  }

  test("the menu of a phone", () =>
    as("health.editor", {}, async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto("/console/work");
      await page.getByRole("button", { name: "菜单" }).click();
      await page.getByRole("dialog").waitFor();
      await look(page, "menu", [390]);
    }));

  test("the keys", () =>
    as("health.editor", {}, async (page) => {
      await page.goto("/console/articles");
      await settled(page);
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
      await look(page, "keys");
    }));
});

describe("the public's", () => {
  test("letter with faults", () =>
    as(undefined, {}, async (page) => {
      await page.goto(`/s/${county.code}/write`);
      await page.getByRole("button", { name: "提交" }).click();
      await page.getByText("有 3 处需要修改").waitFor();
      await look(page, "write faults");
    }));

  test("code that nobody holds", () =>
    as(undefined, {}, async (page) => {
      await page.goto(`/s/${county.code}/lookup`);
      await page.getByLabel("查询码").fill("0000000000");
      await page.getByRole("button", { name: "查询", exact: true }).click();
      await page.getByText("没有找到这个查询码").waitFor();
      await look(page, "lookup none");
    }));

  test("article in large type", () =>
    as(undefined, {}, async (page) => {
      await page.goto(await pages["/s/:county/articles/:id"][0].path(page));
      await page.getByRole("button", { name: "大字版" }).click();
      await look(page, "article large");
    }));
});

/** Someone at work whose page may not fail meanwhile. */
async function as(login, options, work) {
  const { page, faults } = await open(login, options);
  await work(page);
  assert.deepEqual(faults, []);
}

function open(login, options) {
  if (login === undefined) return people.citizen(options);
  return login === "overseer" ? people.overseer(options) : people.staff(login, options);
}

async function focused(place) {
  await place.and(place.page().locator(":focus")).waitFor();
}
