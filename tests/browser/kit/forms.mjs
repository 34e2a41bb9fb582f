/** Printed forms: how one is taken at the console, and how its code is read from the file. */
import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";

/** Opens the review of a piece and takes one of its forms away. */
export async function takeForm(page, title, button) {
  await page.goto("/console/articles");
  await page.getByRole("link", { name: title }).first().click();
  await page.getByText("查看审核单").click();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const download = await coming;
  return { file: await readFile(await download.path()), name: download.suggestedFilename() };
}

/** The verification code in the link that the form carries. */
export function codeIn(file) {
  const raw = file.toString("latin1");
  const texts = [raw, ...unpacked(raw)];
  const found = texts.map((text) => /\/verify\/([0-9A-Z]{28})/.exec(text)).find(Boolean);
  if (!found) throw new Error("the form carries no link to the page that verifies it");
  return found[1];
}

/** The streams of a PDF that are packed and can be opened. */
function* unpacked(raw) {
  for (const { index, 0: mark } of raw.matchAll(/stream\r?\n/g)) {
    const begin = index + mark.length;
    try {
      yield inflateSync(Buffer.from(raw.slice(begin, raw.indexOf("endstream", begin)), "latin1")).toString("latin1");
    } catch {
      // A picture or a font, packed otherwise.
    }
  }
}
