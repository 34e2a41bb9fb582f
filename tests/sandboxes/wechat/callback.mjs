/** Callbacks: signed deliveries to the account's receiver, repeated as WeChat repeats them, and its answer read back. */
import { randomInt } from "node:crypto";
import { pause } from "../kit/http.mjs";
import { deskOf } from "./component.mjs";
import { decrypt, encrypt, sameSignature, sign } from "./crypto.mjs";
import { opaque, sha256 } from "./world.mjs";
import { fromXml, toXml } from "./xml.mjs";

/** Sends an event that no citizen caused (a finished job). */
export function sendEvent(world, account, event) {
  const openid = `o${sha256(account.config.appid).slice(0, 27)}`;
  return deliver(world, account, { ...header(account, openid), MsgType: "event", ...event }, openid);
}

/** Sends a message or event of a citizen; `options` can forge it, or repeat it word for word (`times`). */
export async function sendFromCitizen(world, account, openid, fields, options = {}) {
  const created = options.create_time ? { CreateTime: Number(options.create_time) } : {};
  const message = { ...header(account, openid), ...created, ...fields };
  const deliveries = [];
  for (let n = 0; n < (options.times ?? 1); n += 1) deliveries.push(await deliver(world, account, message, openid, options));
  return deliveries.at(-1);
}

/** The GET by which WeChat checks a callback address; true when the answer is exactly the echo string. */
export async function verifyAddress(account) {
  const { token, callback_url, callback_timeout_ms } = account.config;
  const [timestamp, nonce, echostr] = [String(seconds()), String(randomInt(1e9)), String(randomInt(1e12))];
  const url = withQuery(callback_url, { signature: sign(token, timestamp, nonce), timestamp, nonce, echostr });
  const response = await fetch(url, { signal: AbortSignal.timeout(callback_timeout_ms), redirect: "manual" });
  const answer = await response.text();
  return { verified: response.status === 200 && answer === echostr, status: response.status, answer };
}

async function deliver(world, account, fields, openid, options = {}) {
  const desk = deskOf(world, account);
  const { callback_url, callback_retries } = desk;
  if (!callback_url) return { attempts: [], answer: { kind: "no_callback_url" } };
  const message = options.raw_xml ?? toXml(fields);
  const attempts = [];
  for (let n = 0; n <= callback_retries; n += 1) {
    if (n > 0) await pause(desk.callback_gap_ms);
    const attempt = await once(desk, { message, fields, openid, options });
    attempts.push(attempt);
    const about = { appid: account.config.appid, openid, event: fields.Event, msg_id: fields.MsgId, msg_type: fields.MsgType };
    world.journal.write("callback", { ...about, attempt: n + 1, ...attempt });
    if (attempt.answer || options.forge || options.no_retry) break;
  }
  const answer = attempts.at(-1).answer ?? { kind: "none" };
  return { message, attempts, answer };
}

/** One delivery. `answer` is absent when WeChat would try again: no connection, no answer in time, or not 200. */
async function once(desk, { message, fields, openid, options }) {
  const begun = Date.now();
  const { url, body, encrypted } = prepare(desk, { message, fields, openid, options });
  try {
    const response = await fetch(url, {
      method: "POST", body, headers: { "content-type": "text/xml" }, redirect: "manual",
      signal: AbortSignal.timeout(desk.callback_timeout_ms),
    });
    const text = await response.text();
    const attempt = { status: response.status, ms: Date.now() - begun };
    return response.status === 200 ? { ...attempt, answer: readAnswer(desk, text, encrypted) } : { ...attempt, body: text.slice(0, 500) };
  } catch (error) {
    const timedOut = error.name === "TimeoutError";
    return { error: timedOut ? "timeout" : String(error.cause?.code ?? error.message), ms: Date.now() - begun };
  }
}

function prepare(desk, { message, fields, openid, options }) {
  const { token, encoding_aes_key, appid, mode, callback_url } = desk;
  const age = options.forge === "timestamp" ? 3600 : 0;
  const [timestamp, nonce] = [String(seconds() - age), String(randomInt(1e9))];
  const signedWith = options.forge === "signature" ? opaque(16) : token;
  const query = { signature: sign(signedWith, timestamp, nonce), timestamp, nonce, openid };
  if (mode === "plain") return { url: withQuery(callback_url, query), body: message, encrypted: false };
  const sealedFor = options.forge === "appid" ? `wx${opaque(16)}` : appid;
  const Encrypt = encrypt(encoding_aes_key, sealedFor, message);
  const body = toXml(mode === "compat" ? { ...fields, Encrypt } : { ToUserName: fields.ToUserName, Encrypt });
  const signed = { ...query, encrypt_type: "aes", msg_signature: sign(signedWith, timestamp, nonce, Encrypt) };
  return { url: withQuery(callback_url, signed), body, encrypted: true };
}

/** What the receiver said: `success` ends it, XML is a passive reply, anything else is shown to the citizen as a failure. */
function readAnswer(desk, text, encrypted) {
  if (text === "" || text === "success") return { kind: "success", text };
  try {
    const outer = fromXml(text);
    const message = encrypted ? open(desk, outer) : outer;
    if (!message.MsgType) throw new Error("MsgType is missing");
    return { kind: "message", text, message };
  } catch (error) {
    return { kind: "malformed", text: text.slice(0, 2000), reason: error.message };
  }
}

function open(desk, { Encrypt, MsgSignature, TimeStamp, Nonce }) {
  const { token, encoding_aes_key, appid } = desk;
  if (!Encrypt) throw new Error("the answer is not encrypted");
  if (!sameSignature(sign(token, TimeStamp, Nonce, Encrypt), MsgSignature)) throw new Error("MsgSignature is wrong");
  return fromXml(decrypt(encoding_aes_key, appid, Encrypt));
}

function header(account, openid) {
  return { ToUserName: account.config.original_id, FromUserName: openid, CreateTime: seconds() };
}

/** Real time, not the sandbox's clock: the receiver under test lives in real time and refuses stale callbacks. */
function seconds() {
  return Math.floor(Date.now() / 1000);
}

function withQuery(address, query) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
