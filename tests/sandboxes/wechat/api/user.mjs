/** Followers: pseudonymous openids; nickname, avatar, sex and region are no longer told. */
import { require } from "../errors.mjs";

/** GET user/info */
export function userInfo({ account, query }) {
  return describe(account, query.openid, query.lang);
}

/** POST user/info/batchget */
export function userInfoList({ account, body }) {
  require(Array.isArray(body.user_list) && 1 <= body.user_list.length && body.user_list.length <= 100, 40035, "user_list");
  return { user_info_list: body.user_list.map(({ openid, lang }) => describe(account, openid, lang)) };
}

/** GET user/get */
export function listUsers({ account, query }) {
  const all = Object.entries(account.citizens).filter(([, citizen]) => citizen.subscribe === 1).map(([openid]) => openid);
  const from = query.next_openid ? all.indexOf(query.next_openid) + 1 : 0;
  const openid = all.slice(from, from + 10_000);
  return { total: all.length, count: openid.length, data: { openid }, next_openid: openid.at(-1) ?? "" };
}

function describe(account, openid, lang = "zh_CN") {
  require(Object.hasOwn(account.citizens, openid ?? ""), 40003);
  const citizen = account.citizens[openid];
  if (citizen.subscribe !== 1) return { subscribe: 0, openid };
  return {
    subscribe: 1, openid, language: lang, subscribe_time: Math.floor(citizen.since / 1000), remark: "", groupid: 0,
    tagid_list: citizen.tagid_list ?? [], subscribe_scene: "ADD_SCENE_QR_CODE", qr_scene: 0, qr_scene_str: "",
  };
}
