/** Citizens: they follow, write and press menu keys, and see what the account answers. */
import { openWindow } from "./api/custom.mjs";
import { sendFromCitizen } from "./callback.mjs";
import { opaque } from "./world.mjs";

const UNAVAILABLE = "该公众号提供的服务出现故障，请稍后再试";
/** Fields of each message type besides MsgType and MsgId, with what a test may leave out. */
const MESSAGES = {
  text: ({ content = "" }) => ({ Content: content }),
  image: ({ media_id = opaque(64), pic_url = "http://mmbiz.qpic.cn/mmbiz_jpg/citizen/0" }) => ({ PicUrl: pic_url, MediaId: media_id }),
  voice: ({ media_id = opaque(64), format = "amr" }) => ({ MediaId: media_id, Format: format }),
  video: ({ media_id = opaque(64) }) => ({ MediaId: media_id, ThumbMediaId: opaque(64) }),
  shortvideo: ({ media_id = opaque(64) }) => ({ MediaId: media_id, ThumbMediaId: opaque(64) }),
  location: ({ x = 33.05, y = 111.85, scale = 16, label = "内乡县" }) => ({ Location_X: x, Location_Y: y, Scale: scale, Label: label }),
  link: ({ title = "", description = "", url = "" }) => ({ Title: title, Description: description, Url: url }),
};

/** A citizen by openid, made (and following) when there is none; `name` is the sandbox's own and never sent. */
export function citizenOf(world, account, { openid, name }) {
  const known = openid ?? Object.entries(account.citizens).find(([, one]) => name && one.name === name)?.[0];
  const id = known ?? opaque(28, "o");
  account.citizens[id] ??= { name: name ?? `市民${Object.keys(account.citizens).length + 1}`, subscribe: 1, since: world.now(), windows: {} };
  world.save();
  return { openid: id, citizen: account.citizens[id] };
}

/** Sends a message; the answer of the receiver comes back, decrypted. */
export async function say(world, account, order) {
  const { openid, citizen } = citizenOf(world, account, order);
  const type = order.msgtype ?? "text";
  if (!Object.hasOwn(MESSAGES, type)) throw new Error(`msgtype is one of ${Object.keys(MESSAGES).join(", ")}`);
  const MsgId = String(order.msg_id ?? freshMessageId(world));
  const content = order.content ?? `[${type}]`;
  account.chat.push({ openid, from: "citizen", at: world.now(), msgtype: type, content, msg_id: MsgId });
  openWindow(world, citizen, "message");
  const fields = { MsgType: type, ...MESSAGES[type](order), MsgId };
  const delivery = await sendFromCitizen(world, account, openid, fields, order);
  return { openid, msg_id: MsgId, ...hear(world, account, openid, delivery) };
}

/** Sends an event: subscribe, unsubscribe, CLICK, VIEW, SCAN or LOCATION. */
export async function act(world, account, order) {
  const { openid, citizen } = citizenOf(world, account, order);
  const name = String(order.event).toLowerCase();
  if (name === "subscribe") Object.assign(citizen, { subscribe: 1, since: world.now() });
  if (name === "unsubscribe") citizen.subscribe = 0;
  if (["subscribe", "click", "scan"].includes(name)) openWindow(world, citizen, "menu");
  const fields = { MsgType: "event", Event: order.event, EventKey: order.event_key ?? "", Ticket: order.ticket };
  const delivery = await sendFromCitizen(world, account, openid, fields, order);
  return { openid, ...hear(world, account, openid, delivery) };
}

function hear(world, account, openid, delivery) {
  const { answer } = delivery;
  const line = (msgtype, content) => account.chat.push({ openid, from: "account", at: world.now(), msgtype, content, passive: true });
  if (answer.kind === "message") {
    const content = answer.message.Content ?? answer.message;
    line(answer.message.MsgType, content);
    world.effect(account, "passive_reply", { openid, msgtype: answer.message.MsgType, content });
  }
  if (answer.kind === "malformed" || answer.kind === "none") line("system", UNAVAILABLE);
  world.save();
  return delivery;
}

/** MsgId is a 64-bit number, larger than JavaScript can count exactly: text. */
function freshMessageId(world) {
  const random = String(Math.floor(Math.random() * 1e6)).padStart(6, "0");
  return `2${world.now()}${random}`.slice(0, 19);
}
