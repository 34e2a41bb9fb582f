/** The phone of the demo's principals: the codes of RFC 6238 for the secret that the demo tells everyone. */
import { createHmac } from "node:crypto";
import { until } from "./until.mjs";

const secret = "JUZHENDEMOKEYFORPHONESONLYABCDEF";
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
let last = 0;

/** A code that was not given yet; waits for the next one where all of now were. */
export async function nextCode() {
  const step = () => Math.floor(Date.now() / 30_000);
  last = await until("the phone shows a new code", () => Math.max(last + 1, step() - 1) <= step() + 1 && Math.max(last + 1, step() - 1));
  return code(base32(secret), last);
}

/** Gives a code where the page asks for one. */
export async function prove(page) {
  const dialog = page.getByRole("dialog", { name: "请输入验证码" });
  await dialog.getByLabel("验证码").fill(await nextCode());
  await dialog.getByRole("button", { name: "验证并继续" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The code of a secret of base32 now. */
export function codeOf(text) {
  return code(base32(text), Math.floor(Date.now() / 30_000));
}

function code(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const tag = createHmac("sha1", key).update(counter).digest();
  const number = tag.readUInt32BE(tag.at(-1) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function base32(text) {
  const bits = [...text.replace(/\s/g, "")].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
