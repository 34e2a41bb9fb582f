/** Credentials: the plain token whose every call replaces the last one, and the stable token that does not. */
import { require } from "../errors.mjs";
import { beijingDay, consume } from "../quota.mjs";
import { opaque } from "../world.mjs";

const LIFE_MS = 7200_000;
const OVERLAP_MS = 300_000;
const FORCED_A_DAY = 20;
const FORCED_GAP_MS = 30_000;

/** GET /cgi-bin/token */
export function plainToken({ world, query }) {
  const account = authenticate(world, query);
  consume(account, "token", world.now());
  const now = world.now();
  const overlap = now + account.config.token_overlap_s * 1000;
  const kept = account.plain_tokens.filter((old) => now < old.until).map((old) => ({ ...old, until: Math.min(old.until, overlap) }));
  const token = { value: opaque(136, "P_"), expires: now + LIFE_MS, until: now + LIFE_MS };
  account.plain_tokens = [...kept, token];
  world.effect(account, "token_issued", { token_kind: "plain" });
  return { access_token: token.value, expires_in: 7200 };
}

/** POST /cgi-bin/stable_token */
export function stableToken({ world, body }) {
  const account = authenticate(world, body);
  consume(account, "stable_token", world.now());
  if (body.force_refresh === true) return forced(world, account);
  const current = account.stable?.current;
  if (!current || current.expires - OVERLAP_MS <= world.now()) return renew(world, account, OVERLAP_MS);
  return answer(world, current);
}

/** The account an `access_token` belongs to; 41001, 42001 or 40001 when it is missing, expired or unknown. */
export function accountOf(world, token) {
  require(token, 41001);
  require(!Object.values(world.components).some((one) => one.token?.value === token), 61015);
  for (const account of Object.values(world.accounts)) {
    const found = tokensOf(account).find((one) => one.value === token);
    if (!found) continue;
    const expired = found.expires <= world.now();
    require(!expired, 42001);
    require(world.now() < found.until, 40001);
    require(!found.platform || !account.authorized.ended, 61003);
    return account;
  }
  return require(false, 40001);
}

/** Every token that was given out for the account and is remembered. */
export function tokensOf(account) {
  const own = [...account.plain_tokens, account.stable?.current, account.stable?.previous];
  return [...own, ...(account.authorized?.tokens ?? [])].filter(Boolean);
}

/** Makes every token of the account invalid at once, as an administrator's reset of the secret does. */
export function revokeTokens(account) {
  account.plain_tokens = [];
  account.stable = null;
  if (account.authorized) account.authorized.tokens = [];
}

function authenticate(world, { grant_type, appid, secret }) {
  require(grant_type === "client_credential", 40002);
  require(appid, 41002);
  require(secret, 41004);
  const account = world.account(appid);
  require(account, 40013);
  require(account.config.secret === secret, 40125);
  return account;
}

function forced(world, account) {
  const now = world.now();
  if (account.forced?.day !== beijingDay(now)) account.forced = { day: beijingDay(now), count: 0, last: account.forced?.last ?? 0 };
  require(account.forced.count < FORCED_A_DAY, 45009);
  require(now - account.forced.last >= FORCED_GAP_MS, 45011);
  account.forced = { ...account.forced, count: account.forced.count + 1, last: now };
  // A forced refresh kills the old token at once; only a normal renewal overlaps.
  return renew(world, account, 0);
}

function renew(world, account, overlap) {
  const now = world.now();
  const previous = account.stable?.current ?? null;
  if (previous) previous.until = Math.min(previous.until, now + overlap);
  // 512 characters: the documentation asks clients to reserve that much.
  const current = { value: opaque(512, "S_"), expires: now + LIFE_MS, until: now + LIFE_MS };
  account.stable = { current, previous };
  world.effect(account, "token_issued", { token_kind: "stable", forced: overlap === 0 });
  return answer(world, current);
}

function answer(world, token) {
  return { access_token: token.value, expires_in: Math.floor((token.expires - world.now()) / 1000) };
}

