/** C16, C26: a form is taken away at the console, and a citizen on a phone tells it from a changed one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { county, startMatrix } from "../kit/matrix.mjs";
import { openBrowser, peopleOf } from "../kit/people.mjs";
import { codeIn, takeForm } from "../kit/forms.mjs";

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

test("c16 a citizen with a phone tells the issued form from a changed one", async () => {
  const { page: desk } = await people.staff("desk.reviewer");
  const { file, name } = await takeForm(desk, "全县流感疫苗接种点今起开放", "三审三校表 PDF");
  assert.match(name, /^三审三校表-.*\.pdf$/);
  const { page: citizen, faults } = await people.citizen();
  await citizen.goto(`/s/${county.code}/verify`);
  await citizen.getByLabel("核验码").fill(codeIn(file).toLowerCase());
  await citizen.getByRole("button", { name: "核验", exact: true }).click();
  await citizen.getByText("核验码有效：内乡县出具过这张表").waitFor();
  const choose = citizen.locator('input[type="file"]');
  await choose.setInputFiles({ name: "form.pdf", mimeType: "application/pdf", buffer: file });
  await citizen.getByText("文件与出具时一致，没有改动").waitFor();
  const changed = Buffer.from(file);
  changed[changed.length >> 1] ^= 1;
  await choose.setInputFiles({ name: "form.pdf", mimeType: "application/pdf", buffer: changed });
  await citizen.getByText("文件与出具的不一致，不予认可").waitFor();
  await citizen.goto(`/verify/${"0".repeat(28)}`);
  await citizen.getByText("没有这个核验码").waitFor();
  assert.deepEqual(faults, []);
});
