/** Mass messages: the scarce push, with its own monthly or daily allowance and idempotency by clientmsgid. */
import { OK, WechatError, require } from "../errors.mjs";
import { startMass } from "../jobs.mjs";
import { beijingDay } from "../quota.mjs";
import { checkMessage } from "./custom.mjs";
import { findDraft } from "./draft.mjs";
import { usable } from "./media.mjs";
import { wireId } from "./publish.mjs";

const CLIENTMSGID_LIMIT = 32;
const PUSHES_A_MONTH = 4;
const TYPES = ["mpnews", "text", "voice", "images", "image", "mpvideo", "wxcard"];

/** POST message/mass/sendall */
export function sendAll({ world, account, body }) {
  require(body.filter && typeof body.filter === "object", 40035, "filter");
  const all = Object.entries(account.citizens).filter(([, citizen]) => citizen.subscribe === 1);
  const chosen = body.filter.is_to_all ? all : all.filter(([, citizen]) => (citizen.tagid_list ?? []).includes(body.filter.tag_id));
  return send(world, account, body, chosen.map(([openid]) => openid));
}

/** POST message/mass/send: a list of 2 to 10 000 openids, service accounts only. */
export function sendList({ world, account, body }) {
  require(account.config.kind === "service", 48001);
  require(Array.isArray(body.touser) && 2 <= body.touser.length && body.touser.length <= 10_000, 40035, "touser");
  return send(world, account, body, body.touser.filter((openid) => account.citizens[openid]?.subscribe === 1));
}

/** POST message/mass/preview */
export function preview({ world, account, body }) {
  const openid = body.touser ?? openidByName(account, body.towxname);
  require(Object.hasOwn(account.citizens, openid ?? ""), 40003);
  const { articles, text } = readContent(world, account, body);
  account.chat.push({ openid, from: "account", at: world.now(), msgtype: body.msgtype, content: text ?? articles[0]?.title, preview: true });
  world.effect(account, "mass_previewed", { openid, msgtype: body.msgtype });
  return { ...OK, msg_id: wireId(String(34_182 + ++account.counter), account.counter) };
}

/** POST message/mass/get */
export function getMass({ account, body }) {
  const job = findMass(account, body.msg_id);
  return { msg_id: wireId(job.id, job.number + 1), msg_status: job.status };
}

/** POST message/mass/delete: takes down the article; the message itself stays with those who got it. */
export function deleteMass({ world, account, body }) {
  const job = findMass(account, body.msg_id);
  const published = account.articles[job.article_id];
  const index = Number(body.article_idx ?? 0);
  const taken = index === 0 ? (published?.articles ?? []) : [published?.articles[index - 1]].filter(Boolean);
  for (const article of taken) article.is_deleted = true;
  if (index === 0) job.status = "DELETE";
  world.effect(account, "mass_deleted", { msg_id: job.id, article_id: job.article_id, index });
  return OK;
}

/** POST message/mass/speed/get */
export function getSpeed({ account }) {
  const speed = account.config.mass_speed ?? 0;
  return { speed, realspeed: [80, 60, 45, 30, 10][speed] };
}

/** POST message/mass/speed/set */
export function setSpeed({ account, body }) {
  require(Number.isInteger(body.speed) && 0 <= body.speed && body.speed <= 4, 40035, "speed");
  account.config.mass_speed = body.speed;
  return OK;
}

function send(world, account, body, targets) {
  refuseRepeat(world, account, body.clientmsgid);
  const content = readContent(world, account, body);
  requireAllowance(world, account);
  const job = startMass(world, account, { ...content, targets, clientmsgid: body.clientmsgid, msgtype: body.msgtype });
  const data = body.msgtype === "mpnews" ? { msg_data_id: wireId(job.msg_data_id, job.number + 1) } : {};
  return { errcode: 0, errmsg: "send job submission success", msg_id: wireId(job.id, job.number), ...data };
}

function refuseRepeat(world, account, clientmsgid) {
  if (clientmsgid === undefined) return;
  require(typeof clientmsgid === "string" && Buffer.byteLength(clientmsgid) <= CLIENTMSGID_LIMIT, 45067);
  const earlier = Object.values(account.masses).find((job) => job.clientmsgid === clientmsgid);
  if (!earlier) return;
  require(world.now() - earlier.accepted >= 60_000, 45066);
  throw new WechatError(45065, "", { msg_id: wireId(earlier.id, earlier.number) });
}

function readContent(world, account, body) {
  require(TYPES.includes(body.msgtype), 40008);
  if (body.msgtype === "mpnews") {
    const mediaId = body.mpnews?.media_id;
    return { mediaId, articles: findDraft(account, mediaId).articles };
  }
  if (body.msgtype === "text") return { articles: [], text: checkMessage(world, account, body) };
  const part = body[body.msgtype];
  require(part && typeof part === "object", 47001, body.msgtype);
  const ids = part.media_ids ?? (part.media_id ? [part.media_id] : []);
  require(ids.every((id) => usable(world, account, id)), 40007);
  return { articles: [], text: `[${body.msgtype}]` };
}

/** A subscription account pushes once a day, a service account four times a month; failed jobs give it back. */
function requireAllowance(world, account) {
  const daily = account.config.kind === "subscription";
  const period = (at) => (daily ? beijingDay(at) : beijingDay(at).slice(0, 7));
  const used = Object.values(account.masses).filter(
    (job) => job.status !== "SEND_FAIL" && period(job.accepted) === period(world.now()),
  );
  require(used.length < (account.config.push_allowance ?? (daily ? 1 : PUSHES_A_MONTH)), 45028);
}

function findMass(account, id) {
  require(Object.hasOwn(account.masses, String(id ?? "")), 40059);
  return account.masses[String(id)];
}

function openidByName(account, name) {
  return Object.entries(account.citizens).find(([, citizen]) => citizen.name === name)?.[0];
}
