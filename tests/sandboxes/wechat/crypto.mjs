/** WeChat's callback cryptography: sha1 signatures and AES-256-CBC with PKCS7 in blocks of 32. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";

const BLOCK = 32;

/** sha1 over the parts sorted as byte strings and joined; with three parts `signature`, with four `msg_signature`. */
export function sign(...parts) {
  const sorted = parts.map((part) => Buffer.from(String(part))).sort(Buffer.compare);
  return createHash("sha1").update(Buffer.concat(sorted)).digest("hex");
}

/** Compares two hex signatures in constant time. */
export function sameSignature(expected, given) {
  const [a, b] = [Buffer.from(expected), Buffer.from(String(given ?? ""))];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Encrypts `message` for `appid`; `random16` is fixed only by known-answer tests. */
export function encrypt(encodingAesKey, appid, message, random16 = randomBytes(16)) {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random16, length, text, Buffer.from(appid)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv("aes-256-cbc", ...keyAndIv(encodingAesKey)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString("base64");
}

/** Decrypts and checks padding, length and appid; throws an Error that says which of them is wrong. */
export function decrypt(encodingAesKey, appid, encrypted) {
  const decipher = createDecipheriv("aes-256-cbc", ...keyAndIv(encodingAesKey)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, "base64")), decipher.final()]);
  const plain = unpad(padded);
  if (plain.length < 20) throw new Error("plaintext is too short");
  const end = 20 + plain.readUInt32BE(16);
  if (plain.length < end) throw new Error("message length is beyond the plaintext");
  if (plain.subarray(end).toString() !== appid) throw new Error("appid does not match");
  return plain.subarray(20, end).toString("utf8");
}

function keyAndIv(encodingAesKey) {
  // Node's decoder accepts the non-zero spare bits that the 43rd character of a real key may carry.
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  if (key.length !== 32) throw new Error("EncodingAESKey is not 43 base64 characters");
  return [key, key.subarray(0, 16)];
}

function unpad(padded) {
  const pad = padded.at(-1);
  const valid = 1 <= pad && pad <= BLOCK && padded.subarray(-pad).every((byte) => byte === pad);
  if (!valid) throw new Error("padding is wrong");
  return padded.subarray(0, -pad);
}
