/** WeChat's errors: HTTP is 200, the truth is `errcode`, and `errmsg` carries a request id nobody should match on. */
import { randomBytes } from "node:crypto";

const MESSAGES = {
  [-1]: "system error",
  40001: "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken",
  40002: "invalid grant_type",
  40003: "invalid openid",
  40004: "invalid media type",
  40005: "invalid file type",
  40007: "invalid media_id",
  40008: "invalid message type",
  40009: "invalid image size",
  40010: "invalid voice size",
  40011: "invalid video size",
  40012: "invalid thumb size",
  40013: "invalid appid",
  40016: "invalid button size",
  40017: "invalid button type",
  40018: "invalid button name size",
  40019: "invalid button key size",
  40020: "invalid button url size",
  40022: "invalid sub menu level",
  40023: "invalid sub button size",
  40024: "invalid sub button type",
  40025: "invalid sub button name size",
  40026: "invalid sub button key size",
  40027: "invalid sub button url size",
  40054: "invalid sub button url domain",
  40055: "invalid button url domain",
  40035: "invalid parameter",
  40059: "invalid msg id",
  40066: "invalid url",
  40097: "invalid args",
  40125: "invalid appsecret",
  40164: "invalid ip, not in whitelist",
  41001: "access_token missing",
  41002: "appid missing",
  41004: "appsecret missing",
  41005: "media data missing",
  41006: "media_id missing",
  42001: "access_token expired",
  43001: "require GET method",
  43002: "require POST method",
  43004: "require subscribe",
  44001: "empty media data",
  44003: "empty news data",
  44004: "empty content",
  45002: "content size out of limit",
  45003: "title size out of limit",
  45004: "description size out of limit",
  45005: "url size out of limit",
  45007: "playtime out of limit",
  45008: "article size out of limit",
  45009: "reach max api daily quota limit",
  45011: "api minute-quota reach limit, must slower, retry next minute",
  45015: "response out of time limit or subscription is canceled",
  45028: "has no masssend quota",
  45047: "out of response count limit",
  45065: "clientmsgid exist",
  45066: "same clientmsgid retry too fast",
  45067: "clientmsgid size out of limit",
  45110: "author size out of limit",
  45166: "invalid content",
  46003: "menu no exist",
  47001: "data format error",
  48001: "api unauthorized",
  48006: "forbid to clear quota because of reaching the limit",
  53402: "cover crop is invalid",
  53500: "publish is banned",
  53501: "publish too frequently",
  53502: "invalid publish_id",
  53503: "draft did not pass the publish check",
  53600: "invalid article_id",
  61003: "component is not authorized by this account",
  61005: "component ticket is expired",
  61006: "component ticket is invalid",
  61009: "code is invalid",
  61010: "code is expired",
  61011: "invalid component",
  61014: "must use component token for component api",
  61015: "must use biz account token for not component api",
  61023: "refresh_token is invalid",
  61500: "date format error",
  61501: "date range error",
  88000: "without comment privilege",
  88001: "msg_data is not exists",
  88003: "elected comment upper limit",
  88004: "comment was deleted by user",
  88005: "already reply",
  88007: "reply content beyond max len or content len is zero",
  88008: "comment is not exists",
  88009: "reply is not exists",
  88010: "count range error. count <= 0 or count > 50",
};

/** An answer with a non-zero `errcode`; `extra` joins the answer (45065 carries the old `msg_id`). */
export class WechatError extends Error {
  constructor(errcode, hint = "", extra = {}) {
    super(MESSAGES[errcode] ?? "unknown error");
    this.errcode = errcode;
    this.hint = hint;
    this.extra = extra;
  }

  /** The body as WeChat would send it. */
  body() {
    const hint = this.hint ? ` hint: [${this.hint}]` : "";
    return { errcode: this.errcode, errmsg: `${this.message}${hint} rid: ${requestId()}`, ...this.extra };
  }
}

/** Refuses with `errcode` unless `condition` holds. */
export function require(condition, errcode, hint) {
  if (!condition) throw new WechatError(errcode, hint);
}

/** The plain success answer. */
export const OK = { errcode: 0, errmsg: "ok" };

function requestId() {
  const hex = () => randomBytes(4).toString("hex");
  return `${hex()}-${hex()}-${hex()}`;
}
