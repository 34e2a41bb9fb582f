/** Daily call quotas of a new account, counted per account and Beijing day, and the minute quota of mass sending. */
import { WechatError, require } from "./errors.mjs";

/** Calls a day by API path below /cgi-bin/. */
export const DAILY = {
  token: 2000,
  stable_token: 500_000,
  "draft/add": 1000,
  "draft/update": 1000,
  "draft/delete": 1000,
  "draft/batchget": 1000,
  "draft/count": 1000,
  "draft/get": 500,
  "freepublish/submit": 100,
  "freepublish/get": 100,
  "freepublish/delete": 10,
  "freepublish/getarticle": 100,
  "freepublish/batchget": 100,
  "media/upload": 100_000,
  "material/add_material": 100_000,
  "message/mass/sendall": 100,
  "message/mass/send": 100,
  "message/mass/preview": 100,
  "message/custom/send": 500_000,
  "menu/create": 1000,
  "menu/delete": 1000,
  "menu/get": 10_000,
  "user/info": 5_000_000,
};
const MINUTE = { "message/mass/sendall": 60, "message/mass/send": 60, stable_token: 10_000 };
const CLEARS_A_MONTH = 10;
const BEIJING_MS = 8 * 3600_000;

/** The Beijing calendar day of an instant, `YYYY-MM-DD`. */
export function beijingDay(milliseconds) {
  return new Date(milliseconds + BEIJING_MS).toISOString().slice(0, 10);
}

/** Counts one call; refuses with 45009 or 45011 when its quota is spent. */
export function consume(account, api, now) {
  const quota = current(account, now);
  const limit = limitOf(account, api);
  if (limit !== undefined) {
    require((quota.used[api] ?? 0) < limit, 45009);
    quota.used[api] = (quota.used[api] ?? 0) + 1;
  }
  if (api in MINUTE) consumeMinute(account, api, now);
}

/** What quota/get reports for one API. */
export function describe(account, api, now) {
  const limit = limitOf(account, api);
  require(limit !== undefined, 40035, "cgi_path");
  const used = current(account, now).used[api] ?? 0;
  return { daily_limit: limit, used, remain: limit - used };
}

/** The API call clear_quota: ten times a month. */
export function clearByApi(account, now) {
  const month = beijingDay(now).slice(0, 7);
  if (account.clears?.month !== month) account.clears = { month, count: 0 };
  require(account.clears.count < CLEARS_A_MONTH, 48006);
  account.clears.count += 1;
  reset(account, now);
}

/** Sets every counter of the day to zero. */
export function reset(account, now) {
  account.quota = { day: beijingDay(now), used: {} };
  account.minute = {};
}

/** The counters of today. */
export function current(account, now) {
  if (account.quota?.day !== beijingDay(now)) account.quota = { day: beijingDay(now), used: {} };
  return account.quota;
}

function limitOf(account, api) {
  return account.config.quotas?.[api] ?? DAILY[api];
}

function consumeMinute(account, api, now) {
  const minute = Math.floor(now / 60_000);
  account.minute ??= {};
  if (account.minute[api]?.minute !== minute) account.minute[api] = { minute, count: 0 };
  if (account.minute[api].count >= MINUTE[api]) throw new WechatError(45011);
  account.minute[api].count += 1;
}
