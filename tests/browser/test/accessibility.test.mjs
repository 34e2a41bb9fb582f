/** axe finds no serious violation on any page, at 1440 and 390 pixels, and no page is wider than its screen. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { shot, violations } from "../kit/axe.mjs";
import { county, startMatrix } from "../kit/matrix.mjs";
import { openBrowser, overseer, staff, visitor } from "../kit/people.mjs";

/** Who opens what in the console; each page is ready when its heading is there. */
const desks = {
  "health.editor": ["/console/work", "/console/articles", "/console/articles/new", "/console/inquiries", "/console/releases", "/console/password"],
  publisher: ["/console/releases", "/console/releases?view=list", "/console/accounts"],
  admin: ["/console/people", "/console/settings", "/console/accounts"],
  auditor: ["/console/audit"],
};

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

for (const width of [1440, 390]) {
  describe(`at ${width} pixels`, () => {
    const options = () => ({ url: matrix.url, width, height: 900 });

    test("sign-in", async () => {
      const { page, leave } = await visitor(browser, options());
      await page.goto("/console/sign-in");
      await look(page, `sign-in-${width}`);
      await leave();
    });

    test("the public site", async (context) => {
      const { page, faults, leave } = await visitor(browser, options());
      for (const path of ["/", `/s/${county.code}`, `/s/${county.code}/write`, `/s/${county.code}/lookup`, `/s/${county.code}/no-such-page`]) {
        await context.test(path, async () => {
          await page.goto(path);
          await look(page, `public${path.replace(/\W+/g, "-")}-${width}`);
        });
      }
      assert.deepEqual(faults, []);
      await leave();
    });

    test("a released article, in both type sizes", async () => {
      const { page, faults, leave } = await visitor(browser, options());
      await page.goto(`/s/${county.code}`);
      await page.getByRole("article").getByRole("link").first().click();
      await page.getByRole("button", { name: "复制链接" }).waitFor();
      await look(page, `public-article-${width}`);
      await page.getByRole("button", { name: "大字版" }).click();
      await look(page, `public-article-large-${width}`);
      assert.deepEqual(faults, []);
      await leave();
    });

    test("a letter with faults, and a code that nobody holds", async () => {
      const { page, faults, leave } = await visitor(browser, options());
      await page.goto(`/s/${county.code}/write`);
      await page.getByRole("button", { name: "提交" }).click();
      await page.getByText("有 3 处需要修改").waitFor();
      await look(page, `public-write-faults-${width}`);
      await page.goto(`/s/${county.code}/lookup`);
      await page.getByLabel("查询码").fill("0000000000");
      await page.getByRole("button", { name: "查询", exact: true }).click();
      await page.getByText("没有找到这个查询码").waitFor();
      await look(page, `public-lookup-none-${width}`);
      assert.deepEqual(faults, []);
      await leave();
    });

    test("the oversight board", async (context) => {
      const { page, faults, leave } = await overseer(browser, options());
      for (const path of ["board", "released", "indicators", "tokens"]) {
        await context.test(path, async () => {
          await page.goto(`/oversight/${path}`);
          await look(page, `oversight-${path}-${width}`);
        });
      }
      await page.getByRole("button", { name: "新建令牌" }).click();
      await page.getByRole("dialog").waitFor();
      await look(page, `oversight-new-token-${width}`);
      assert.deepEqual(faults, []);
      await leave();
    });

    for (const [login, paths] of Object.entries(desks)) {
      test(`the pages of ${login}`, async (context) => {
        const { page, faults, leave } = await staff(browser, login, options());
        for (const path of paths) {
          await context.test(path, async () => {
            await page.goto(path);
            await look(page, `${path.slice(1).replace(/\W+/g, "-")}-${width}`);
          });
        }
        assert.deepEqual(faults, []);
        await leave();
      });
    }

    test("an article in the editor", async () => {
      const { page, faults, leave } = await staff(browser, "health.editor", options());
      await page.goto("/console/articles/new");
      await page.getByLabel("标题").fill(`无障碍检查 ${width}`);
      await page.getByRole("button", { name: "开始写稿" }).click();
      await page.getByRole("textbox", { name: "正文" }).click();
      await page.keyboard.type("一段正文。");
      await look(page, `editor-${width}`);
      await page.getByRole("tab", { name: "预览" }).click();
      await look(page, `editor-preview-${width}`);
      await page.getByRole("button", { name: "图片" }).click();
      await page.getByRole("dialog").waitFor();
      await look(page, `editor-media-${width}`);
      assert.deepEqual(faults, []);
      await leave();
    });
  });
}

async function look(page, name) {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.getByText("正在载入").waitFor({ state: "hidden" });
  assert.equal(await page.getByText("没能取到数据").count(), 0, "the page has its data");
  // Dialogs and drawers fade in; half transparent text has no contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  await shot(page, name);
  assert.deepEqual(await violations(page), []);
}
