/** Customer messages: allowed only inside the window that the citizen opened. */
import { OK, require } from "../errors.mjs";
import { usable } from "./media.mjs";

const HOUR_MS = 3600_000;
/** What an act of the citizen allows: how many messages, for how long. */
const GRANTS = { message: { count: 5, life: 48 * HOUR_MS }, menu: { count: 3, life: 60_000 } };
const NEEDS_MEDIA = ["image", "voice", "video", "mpnews"];
const TYPES = [...NEEDS_MEDIA, "text", "music", "news", "mpnewsarticle", "msgmenu", "miniprogrampage", "wxcard"];

/** POST message/custom/send */
export function sendCustom({ world, account, body }) {
  const citizen = subscriber(account, body.touser);
  const content = checkMessage(world, account, body);
  spend(world, citizen);
  account.chat.push({ openid: body.touser, from: "account", at: world.now(), msgtype: body.msgtype, content });
  world.effect(account, "custom_message", { openid: body.touser, msgtype: body.msgtype, content });
  return OK;
}

/** Opens or renews the window after an act of the citizen (`message` or `menu`). */
export function openWindow(world, citizen, act) {
  citizen.windows ??= {};
  citizen.windows[act] = { left: GRANTS[act].count, until: world.now() + GRANTS[act].life };
}

/** A citizen who follows the account: 40003 unknown, 43004 not following. */
export function subscriber(account, openid) {
  require(Object.hasOwn(account.citizens, openid ?? ""), 40003);
  require(account.citizens[openid].subscribe === 1, 43004);
  return account.citizens[openid];
}

/** Checks a message body of any type and returns what a reader sees of it. */
export function checkMessage(world, account, body) {
  require(TYPES.includes(body.msgtype), 40008);
  const part = body[body.msgtype];
  require(part && typeof part === "object", 47001, body.msgtype);
  if (body.msgtype === "text") {
    require(typeof part.content === "string" && part.content !== "", 44004);
    require(Buffer.byteLength(part.content) <= 2048, 45002);
    return part.content;
  }
  if (body.msgtype === "mpnews") require(Object.hasOwn(account.drafts, part.media_id) || usable(world, account, part.media_id), 40007);
  else if (NEEDS_MEDIA.includes(body.msgtype)) require(usable(world, account, part.media_id), 40007);
  if (body.msgtype === "mpnewsarticle") require(Object.hasOwn(account.articles, part.article_id ?? ""), 53600);
  return part;
}

function spend(world, citizen) {
  const open = Object.values(citizen.windows ?? {}).filter((one) => world.now() < one.until);
  require(open.length > 0, 45015);
  const usableWindow = open.find((one) => one.left > 0);
  require(usableWindow, 45047);
  usableWindow.left -= 1;
}
