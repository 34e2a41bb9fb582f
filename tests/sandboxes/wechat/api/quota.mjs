/** Quota calls of the API. */
import { OK, require } from "../errors.mjs";
import { clearByApi, describe } from "../quota.mjs";

/** POST clear_quota */
export function clearQuota({ world, account, body }) {
  require(body.appid === account.config.appid, 40013);
  clearByApi(account, world.now());
  world.effect(account, "quota_cleared", {});
  return OK;
}

/** POST openapi/quota/get */
export function getQuota({ world, account, body }) {
  const path = String(body.cgi_path ?? "").replace(/^\/?cgi-bin\//, "");
  return { ...OK, quota: describe(account, path, world.now()) };
}
