/** 第三方平台: a platform to which accounts give themselves into care; what WeChat tells it, and where their messages then go. */
import { randomInt } from "node:crypto";
import { pause } from "../kit/http.mjs";
import { encrypt, sign } from "./crypto.mjs";
import { opaque } from "./world.mjs";
import { toXml } from "./xml.mjs";

export const TICKET_MS = 12 * 3600_000;
const CODE_MS = 3600_000;

/** Where an account's messages go, and under whose name, token and key: its own, or those of the platform that cares for it. */
export function deskOf(world, account) {
  const component = caredForBy(world, account);
  if (!component) return account.config;
  const { appid, token, encoding_aes_key, messages_url } = component.config;
  const callback_url = messages_url.replace("$APPID$", account.config.appid);
  return { ...account.config, appid, token, encoding_aes_key, mode: "safe", callback_url };
}

/** The platform that an account is given to, or undefined. */
export function caredForBy(world, account) {
  const { authorized } = account;
  return authorized && !authorized.ended ? world.component(authorized.component) : undefined;
}

/** Makes a `component_verify_ticket` and tells it, as WeChat does every ten minutes. Each is good for twelve hours. */
export function pushTicket(world, component) {
  const ticket = { value: opaque(88, "ticket@@@"), until: world.now() + TICKET_MS };
  component.tickets = [...component.tickets.filter((old) => world.now() < old.until), ticket];
  world.save();
  return tell(world, component, { InfoType: "component_verify_ticket", ComponentVerifyTicket: ticket.value });
}

/** Ends every ticket now: the next token needs a new one. */
export function expireTickets(world, component) {
  for (const ticket of component.tickets) ticket.until = world.now();
  world.save();
}

/**
 * The account's administrator gives it to the platform by a link; again, it changes what was given.
 * The code goes two ways: in the event, and to the browser that the redirect sends back.
 */
export async function authorize(world, component, account, { pre_auth_code, redirect_uri, quiet = false }) {
  const known = component.pre_auth_codes[pre_auth_code];
  if (pre_auth_code !== undefined && !(known && world.now() < known.until)) throw new Error("the pre_auth_code is not valid");
  delete component.pre_auth_codes[pre_auth_code];
  const again = caredForBy(world, account) === component;
  const code = opaque(64, "queryauthcode@@@");
  const until = world.now() + CODE_MS;
  component.codes[code] = { appid: account.config.appid, until };
  if (!again) account.authorized = { component: component.config.appid, since: world.now(), refresh_token: null, tokens: [] };
  world.effect(account, again ? "authorization_changed" : "authorized", { component: component.config.appid });
  const event = { InfoType: again ? "updateauthorized" : "authorized", AuthorizerAppid: account.config.appid, AuthorizationCode: code };
  const more = { AuthorizationCodeExpiredTime: Math.floor(until / 1000), PreAuthCode: pre_auth_code };
  const told = quiet ? { attempts: [] } : await tell(world, component, { ...event, ...more });
  return { auth_code: code, expires_in: CODE_MS / 1000, redirect: redirect_uri && backTo(redirect_uri, code), ...told };
}

/** The account's administrator takes it back from the platform. */
export async function unauthorize(world, component, account) {
  if (caredForBy(world, account) !== component) throw new Error("the account is not given to this platform");
  account.authorized.ended = world.now();
  world.effect(account, "unauthorized", { component: component.config.appid });
  return tell(world, component, { InfoType: "unauthorized", AuthorizerAppid: account.config.appid });
}

function backTo(address, code) {
  const url = new URL(address);
  url.searchParams.set("auth_code", code);
  url.searchParams.set("expires_in", String(CODE_MS / 1000));
  return url.href;
}

/** Delivers an event to the platform's own address, always sealed, and again until it answers `success`. */
async function tell(world, component, fields) {
  const { appid, callback_url, callback_retries, callback_gap_ms } = component.config;
  const attempts = [];
  for (let n = 0; callback_url && n <= callback_retries; n += 1) {
    if (n > 0) await pause(callback_gap_ms);
    const attempt = await once(component, { AppId: appid, CreateTime: Math.floor(Date.now() / 1000), ...fields });
    attempts.push(attempt);
    world.journal.write("callback", { component: appid, event: fields.InfoType, appid: fields.AuthorizerAppid, attempt: n + 1, ...attempt });
    if (attempt.answer === "success") break;
  }
  return { attempts, told: attempts.at(-1)?.answer === "success" };
}

async function once({ config }, fields) {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), String(randomInt(1e9))];
  const Encrypt = encrypt(config.encoding_aes_key, config.appid, toXml(fields));
  const url = new URL(config.callback_url);
  const query = { signature: sign(config.token, timestamp, nonce), timestamp, nonce, encrypt_type: "aes" };
  const signed = { ...query, msg_signature: sign(config.token, timestamp, nonce, Encrypt) };
  for (const [name, value] of Object.entries(signed)) url.searchParams.set(name, value);
  try {
    const response = await fetch(url, {
      method: "POST", body: toXml({ AppId: config.appid, Encrypt }), headers: { "content-type": "text/xml" }, redirect: "manual",
      signal: AbortSignal.timeout(config.callback_timeout_ms),
    });
    const text = (await response.text()).slice(0, 500);
    return response.status === 200 ? { status: 200, answer: text } : { status: response.status, body: text };
  } catch (error) {
    return { error: error.name === "TimeoutError" ? "timeout" : String(error.cause?.code ?? error.message) };
  }
}
