/** One API call from request to answer: fault, token, quota, handler, journal, answer. */
import { readBody, drop, pause, send } from "../../kit/http.mjs";
import { WechatError, require } from "../errors.mjs";
import { parseMultipart } from "../multipart.mjs";
import { consume } from "../quota.mjs";
import { sha256 } from "../world.mjs";
import { componentOf } from "./component.mjs";
import { COMPONENT, OPEN, TOKENED } from "./routes.mjs";
import { accountOf, tokensOf } from "./token.mjs";

const BODY_LIMIT = 12 << 20;
/** What of a call or an answer the log does not keep. */
const SECRET_FIELDS =
  /("(?:secret|component_appsecret|component_verify_ticket|authorization_code|pre_auth_code|\w*access_token|\w*refresh_token)"\s*:\s*")[^"]*/g;

/** Answers `request`, whose path is `/cgi-bin/{api}`, or `/datacube/…`. */
export async function answerCall(world, request, response, url) {
  const api = url.pathname.replace(/^\/(cgi-bin\/)?/, "");
  const raw = await readBody(request, BODY_LIMIT);
  const query = Object.fromEntries(url.searchParams);
  const appid = callerOf(world, query, raw);
  const fault = world.faults.take(api, appid);
  const record = { method: request.method, path: url.pathname, appid, fault: fault?.kind, request: summary(request, query, raw) };
  if (fault?.kind === "delay") await pause(fault.ms ?? 1000);
  if (fault && interrupts(fault, response, () => world.journal.write("call", { ...record, processed: false }))) return;
  const answer = run(world, { api, request, query, raw });
  world.journal.write("call", { ...record, processed: true, errcode: answer.errcode ?? 0, answer: withoutSecrets(answer) });
  deliver(response, fault, answer);
}

function run(world, { api, request, query, raw }) {
  try {
    const group = [OPEN, COMPONENT, TOKENED].find((one) => Object.hasOwn(one, api));
    require(group, 40066);
    const route = group[api];
    require(request.method === route.method, route.method === "POST" ? 43002 : 43001);
    const component = group === COMPONENT ? componentOf(world, query) : undefined;
    const account = group === TOKENED ? accountOf(world, query.access_token) : undefined;
    require(!account?.config.denied?.includes(api), 48001);
    if (account && api !== "clear_quota") consume(account, api, world.now());
    const parts = parseMultipart(request.headers["content-type"], raw);
    const body = route.method === "POST" && !parts ? parseJson(raw, api) : {};
    return route.handle({ world, component, account, query, body, parts });
  } catch (error) {
    if (error instanceof WechatError) return error.body();
    process.stderr.write(`${error.stack}\n`);
    return new WechatError(-1).body();
  }
}

/** Carries out a fault that comes before processing; true when the call ends here. */
function interrupts(fault, response, record) {
  const acts = {
    errcode: () => json(response, { ...new WechatError(Number(fault.errcode)).body(), ...(fault.errmsg ? { errmsg: fault.errmsg } : {}) }),
    http: () => send(response, fault.status ?? 500, "<html><body>Internal Server Error</body></html>", { "content-type": "text/html" }),
    drop: () => drop(response),
    hang: () => {},
  };
  const act = acts[fault.kind];
  if (!act) return false;
  record();
  act();
  return true;
}

function deliver(response, fault, answer) {
  if (fault?.kind === "drop_after") return drop(response);
  if (fault?.kind === "hang_after") return undefined;
  if (fault?.kind === "garbage") return send(response, 200, "{\"errcode\":", { "content-type": "text/plain" });
  return json(response, answer);
}

/** WeChat reads JSON whatever the content type says, and shows `\uXXXX` escapes literally instead of decoding them. */
function parseJson(raw, api) {
  if (raw.length === 0) return {};
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(raw);
    const literal = text.replace(/(?<!\\)((?:\\\\)*)\\u(?!00[01])([0-9a-fA-F]{4})/g, "$1\\\\u$2");
    const body = JSON.parse(literal);
    require(body && typeof body === "object", 47001);
    return body;
  } catch (error) {
    throw error instanceof WechatError ? error : new WechatError(47001, `json of ${api}`);
  }
}

function callerOf(world, query, raw) {
  const byToken = Object.values(world.accounts).find((account) => ownsToken(account, query.access_token));
  if (byToken) return byToken.config.appid;
  return query.appid ?? /"(?:component_)?appid"\s*:\s*"([^"]+)"/.exec(raw.subarray(0, 2000).toString())?.[1] ?? null;
}

function ownsToken(account, token) {
  return Boolean(token) && tokensOf(account).some((one) => one.value === token);
}

function summary(request, query, raw) {
  const { access_token, component_access_token, secret, ...shownQuery } = query;
  const base = { query: shownQuery, size: raw.length, sha256: sha256(raw) };
  if ((request.headers["content-type"] ?? "").startsWith("multipart/")) return base;
  const text = raw.toString("utf8").replace(SECRET_FIELDS, "$1…");
  return { ...base, text: text.length > 4000 ? `${text.slice(0, 4000)}…` : text };
}

function withoutSecrets({ access_token, ...answer }) {
  if (access_token === undefined) return cut(answer);
  return { ...answer, access_token: `${access_token.slice(0, 6)}…` };
}

function cut(answer) {
  const text = JSON.stringify(answer);
  return text.length > 4000 ? { errcode: answer.errcode ?? 0 } : JSON.parse(text.replace(SECRET_FIELDS, "$1…"));
}

function json(response, value) {
  send(response, 200, JSON.stringify(value), { "content-type": "application/json; encoding=utf-8" });
}
