/** What is wrong with a page as it stands: axe's rules of WCAG 2.2 A and AA, and anything wider than the screen. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Looks at the page at each of these widths once it has its data and stands still. */
export async function look(page, name, widths = [1440, 390]) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    await shot(page, `${name}-${width}`);
    assert.deepEqual(await violations(page), [], `${name} at ${width} pixels`);
  }
}

/** Waits until the page has its heading and its data, and nothing moves: half transparent text has no contrast. */
export async function settled(page) {
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await page.getByText(/^(正在载入|Loading)…$/).first().waitFor({ state: "hidden" });
  assert.equal(await page.getByText(/^(没能取到数据|The data could not be loaded)/).count(), 0, "the page has its data");
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
}

/** The serious and critical violations of what the page shows now, one line each. */
export async function violations(page) {
  // The pages' own policy forbids scripts put into them; this one goes in beside it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  return page.evaluate(async (tags) => {
    const { violations: all } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    const serious = all.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return over > 0 ? [...found, `wider than the screen by ${over} px`] : found;
  }, rules);
}

/** Keeps a picture of the page when SHOTS names a folder. */
export async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name.replace(/[^\w-]+/g, "-")}.png`), fullPage: true });
}
