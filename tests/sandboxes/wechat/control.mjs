/** The control API under /_sandbox/: set the stage, play the citizen, order faults, read what happened. */
import { readControl, sendJson } from "../kit/http.mjs";
import { placeComment } from "./api/comment.mjs";
import { setFigures } from "./api/datacube.mjs";
import { revokeTokens } from "./api/token.mjs";
import { verifyAddress } from "./callback.mjs";
import { authorize, expireTickets, pushTicket, unauthorize } from "./component.mjs";
import { act, citizenOf, say } from "./citizens.mjs";
import { confirmMass, settle } from "./jobs.mjs";
import { orderOutcome } from "./outcomes.mjs";
import { current, reset as resetQuota } from "./quota.mjs";
import { overview } from "./overview.mjs";

/** `METHOD path` → action of (world, body, query). An answer of undefined becomes `{ ok: true }`. */
const ACTIONS = {
  "GET accounts": (world) => Object.values(world.accounts).map((account) => account.config),
  "POST accounts": (world, body) => [body.accounts ?? body].flat().map((one) => world.configure(one).config),
  "POST accounts/verify": (world, body) => verifyAddress(accountOf(world, body)),
  "GET components": (world) => Object.values(world.components).map((component) => component.config),
  "POST components": (world, body) => [body.components ?? body].flat().map((one) => world.configureComponent(one).config),
  "POST components/ticket": (world, body) => pushTicket(world, componentOf(world, body)),
  "POST components/ticket/expire": (world, body) => expireTickets(world, componentOf(world, body)),
  "POST components/token/expire": (world, body) => { componentOf(world, body).token = null; },
  "POST components/authorize": (world, body) => authorize(world, componentOf(world, body), accountOf(world, body), body),
  "POST components/unauthorize": (world, body) => unauthorize(world, componentOf(world, body), accountOf(world, body)),
  "POST citizens": (world, body) => addCitizen(world, body),
  "POST citizens/say": (world, body) => say(world, accountOf(world, body), body),
  "POST citizens/event": (world, body) => act(world, accountOf(world, body), body),
  "POST comments": (world, body) => placeComment(world, accountOf(world, body), body),
  "POST figures": (world, body) => setFigures(world, accountOf(world, body), body),
  "GET faults": (world) => world.faults.list(),
  "POST faults": (world, body) => world.faults.add(body),
  "DELETE faults": (world) => world.faults.clear(),
  "GET outcomes": (world) => world.outcomes,
  "POST outcomes": (world, body) => orderOutcome(world, body),
  "DELETE outcomes": (world) => { world.outcomes = []; },
  "POST settle": async (world, body) => ({ settled: await settle(world, accountOf(world, body), body.plan) }),
  "POST masses/confirm": (world, body) => confirmMass(world, accountOf(world, body), body),
  "POST articles/edit": (world, body) => edit(accountOf(world, body), body),
  "POST articles/ban": (world, body) => ban(world, accountOf(world, body), body.article_id),
  "GET quotas": (world, _, query) => current(accountOf(world, query), world.now()).used,
  "POST quotas": (world, body) => setQuota(world, body),
  "POST quotas/reset": (world, body) => resetQuota(accountOf(world, body), world.now()),
  "POST tokens/expire": (world, body) => revokeTokens(accountOf(world, body)),
  "GET clock": (world) => clock(world),
  "POST clock": (world, body) => moveClock(world, body),
  "GET journal": (world, _, query) => world.journal.list({ since: Number(query.since ?? 0), kind: query.kind ?? null }),
  "GET received": (world, _, query) => received(world, query),
  "GET effects": (world, _, query) => effects(world, query),
  "GET state": (world, _, query) => overview(world, accountOf(world, query)),
  "POST reset": (world) => { world.faults.clear(); world.reset(); },
};

/** Answers a control request; an impossible one is 400 with a reason. */
export async function answerControl(world, request, response, url) {
  const path = url.pathname.slice("/_sandbox/".length);
  const action = ACTIONS[`${request.method} ${path}`];
  if (!action) return sendJson(response, 404, { error: `no such control: ${request.method} ${path}`, known: Object.keys(ACTIONS) });
  try {
    const body = request.method === "POST" ? await readControl(request) : {};
    if (request.method !== "GET") world.journal.write("control", { path, body: withoutSecrets(body) });
    const answer = await action(world, body, Object.fromEntries(url.searchParams));
    return sendJson(response, 200, answer === undefined ? { ok: true } : answer);
  } catch (error) {
    return sendJson(response, 400, { error: error.message });
  }
}

function accountOf(world, { appid }) {
  const all = Object.values(world.accounts);
  const account = appid === undefined && all.length === 1 ? all[0] : world.account(appid);
  if (!account) throw new Error(`no account with appid ${appid}`);
  return account;
}

function componentOf(world, { component_appid }) {
  const all = Object.values(world.components);
  const component = component_appid === undefined && all.length === 1 ? all[0] : world.component(component_appid);
  if (!component) throw new Error(`no third-party platform with appid ${component_appid}`);
  return component;
}

function addCitizen(world, body) {
  const { openid, citizen } = citizenOf(world, accountOf(world, body), body);
  if (body.tagid_list) citizen.tagid_list = body.tagid_list;
  return { openid, ...citizen };
}

function ban(world, account, articleId) {
  const published = account.articles[articleId];
  if (!published) throw new Error(`no article ${articleId}`);
  published.banned = true;
  if (account.jobs[published.job]) account.jobs[published.job].status = 6;
  world.effect(account, "article_banned", { article_id: articleId });
}

/** Somebody changes a published article at the platform: the newest, where none is named. */
function edit(account, { appid, article_id = Object.keys(account.articles).at(-1), ...change }) {
  const article = account.articles[article_id]?.articles[0];
  if (!article) throw new Error(`no article of ${appid ?? "the account"}`);
  Object.assign(article, change);
}

function setQuota(world, { api, limit, used, ...body }) {
  const account = accountOf(world, body);
  if (limit !== undefined) account.config.quotas = { ...account.config.quotas, [api]: limit };
  if (used !== undefined) current(account, world.now()).used[api] = used;
  world.save();
}

function moveClock(world, { advance_s, advance_ms, set }) {
  const target = set === undefined ? world.now() + (advance_s ?? 0) * 1000 + (advance_ms ?? 0) : Date.parse(set);
  if (Number.isNaN(target)) throw new Error("set is an RFC 3339 instant");
  world.advance(target - world.now());
  return clock(world);
}

function clock(world) {
  return { now: new Date(world.now()).toISOString(), seconds: world.seconds() };
}

function received(world, { since = 0, path, appid }) {
  const calls = world.journal.list({ since: Number(since), kind: "call" });
  return calls.filter((call) => (!path || call.path.endsWith(path)) && (!appid || call.appid === appid));
}

function effects(world, { since = 0, effect, appid }) {
  const all = world.journal.list({ since: Number(since), kind: "effect" });
  return all.filter((one) => (!effect || one.effect === effect) && (!appid || one.appid === appid));
}

function withoutSecrets(value) {
  return JSON.parse(JSON.stringify(value, (key, one) => (/secret|token|aes/i.test(key) && typeof one === "string" ? "…" : one)));
}
