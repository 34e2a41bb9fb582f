/** Calls of a third-party platform: its token for a ticket, and the tokens of the accounts in its care. */
import { caredForBy } from "../component.mjs";
import { require } from "../errors.mjs";
import { opaque } from "../world.mjs";

const LIFE_MS = 7200_000;
const OVERLAP_MS = 300_000;
const PRE_AUTH_MS = 1800_000;
/** 权限集: messages, users, mass messages and publication, material, drafts and publication. */
const GIVEN = [1, 2, 7, 11, 100];

/** POST component/api_component_token: while it is young, the same token again. */
export function componentToken({ world, body }) {
  const component = world.component(body.component_appid);
  require(component, 40013);
  require(body.component_appsecret === component.config.secret, 40125);
  const ticket = component.tickets.find((one) => one.value === body.component_verify_ticket);
  require(ticket, 61006);
  require(world.now() < ticket.until, 61005);
  const { token } = component;
  if (!token || token.expires - OVERLAP_MS <= world.now()) {
    component.token = { value: opaque(137, "C_"), expires: world.now() + LIFE_MS };
    world.journal.write("effect", { effect: "token_issued", token_kind: "component", component: component.config.appid });
    world.save();
  }
  const { value, expires } = component.token;
  return { component_access_token: value, expires_in: Math.floor((expires - world.now()) / 1000) };
}

/** The platform that a call's token belongs to. */
export function componentOf(world, query) {
  const token = query.component_access_token ?? query.access_token;
  require(token, 41001);
  const component = Object.values(world.components).find((one) => one.token?.value === token);
  const ofAccount = Object.values(world.accounts).some((one) => one.authorized?.tokens.some(({ value }) => value === token));
  require(!ofAccount, 61014);
  require(component, 40001);
  require(world.now() < component.token.expires, 42001);
  return component;
}

/** POST component/api_create_preauthcode */
export function createPreAuthCode({ world, component, body }) {
  ownName(component, body);
  const code = opaque(64, "preauthcode@@@");
  component.pre_auth_codes[code] = { until: world.now() + PRE_AUTH_MS };
  world.save();
  return { pre_auth_code: code, expires_in: PRE_AUTH_MS / 1000 };
}

/** POST component/api_query_auth: a code is exchanged once. */
export function queryAuth({ world, component, body }) {
  ownName(component, body);
  const code = component.codes[body.authorization_code];
  require(code, 61009);
  require(world.now() < code.until, 61010);
  delete component.codes[body.authorization_code];
  const account = world.account(code.appid);
  require(caredForBy(world, account) === component, 61003);
  account.authorized.refresh_token = opaque(64, "refreshtoken@@@");
  const info = { authorizer_appid: code.appid, ...issue(world, account), func_info: given() };
  return { authorization_info: info };
}

/** POST component/api_authorizer_token: where the platform is so set, with a new refresh token in place of the old. */
export function authorizerToken({ world, component, body }) {
  ownName(component, body);
  const account = inCare(world, component, body);
  const { authorized } = account;
  require(authorized.refresh_token && authorized.refresh_token === body.authorizer_refresh_token, 61023);
  if (component.config.rotates_refresh) authorized.refresh_token = opaque(64, "refreshtoken@@@");
  return issue(world, account);
}

/** POST component/api_get_authorizer_info */
export function authorizerInfo({ world, component, body }) {
  ownName(component, body);
  const { config, authorized } = inCare(world, component, body);
  return {
    authorizer_info: {
      nick_name: config.name, head_img: "", service_type_info: { id: config.kind === "service" ? 2 : 0 }, verify_type_info: { id: 0 },
      user_name: config.original_id, alias: "", principal_name: config.name, qrcode_url: "",
      business_info: { open_pay: 0, open_shake: 0, open_scan: 0, open_card: 0, open_store: 0 },
    },
    authorization_info: { authorizer_appid: config.appid, authorizer_refresh_token: authorized.refresh_token, func_info: given() },
  };
}

/** POST component/api_get_authorizer_list */
export function authorizerList({ world, component, body }) {
  ownName(component, body);
  const { offset = 0, count = 100 } = body;
  require(1 <= count && count <= 500, 40035, "count");
  const all = Object.values(world.accounts).filter((account) => caredForBy(world, account) === component);
  const list = all.slice(offset, offset + count).map(({ config, authorized }) => ({
    authorizer_appid: config.appid, refresh_token: authorized.refresh_token, auth_time: Math.floor(authorized.since / 1000),
  }));
  return { total_count: all.length, list };
}

function ownName(component, body) {
  require(body.component_appid === component.config.appid, 61011);
}

function inCare(world, component, { authorizer_appid }) {
  const account = world.account(authorizer_appid);
  require(account, 40013);
  require(caredForBy(world, account) === component, 61003);
  return account;
}

/** A new token; the one before it is good for five minutes more. */
function issue(world, account) {
  const now = world.now();
  const { authorized } = account;
  const kept = authorized.tokens.filter((old) => now < old.until).map((old) => ({ ...old, until: Math.min(old.until, now + OVERLAP_MS) }));
  const token = { value: opaque(138, "A_"), expires: now + LIFE_MS, until: now + LIFE_MS, platform: true };
  authorized.tokens = [...kept, token];
  world.effect(account, "token_issued", { token_kind: "authorizer" });
  return { authorizer_access_token: token.value, expires_in: LIFE_MS / 1000, authorizer_refresh_token: authorized.refresh_token };
}

function given() {
  return GIVEN.map((id) => ({ funcscope_category: { id } }));
}
