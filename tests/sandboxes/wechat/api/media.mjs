/** Media: images for the body of an article, permanent material, and temporary files of three days. */
import { createHash } from "node:crypto";
import { extname } from "node:path";
import { OK, require } from "../errors.mjs";
import { opaque } from "../world.mjs";

const KB = 1024;
const MB = 1024 * KB;
const TEMPORARY_MS = 3 * 24 * 3600_000;
const RULES = {
  image: { formats: ["bmp", "png", "jpg", "gif"], limit: 10 * MB, tooLarge: 40009 },
  voice: { formats: ["mp3", "wma", "wav", "amr"], limit: 2 * MB, tooLarge: 40010 },
  video: { formats: ["mp4"], limit: 10 * MB, tooLarge: 40011 },
  thumb: { formats: ["jpg"], limit: 64 * KB, tooLarge: 40012 },
};

/** POST media/uploadimg: JPG or PNG under 1 MB; the only addresses that survive inside content. */
export function uploadImage({ world, account, parts }) {
  const file = mediaPart(parts);
  const format = sniff(file);
  require(["png", "jpg"].includes(format), 40005);
  require(file.data.length < MB, 40009);
  return { url: keep(world, account, { type: "content_image", format, file, permanent: true }).url };
}

/** POST material/add_material?type= */
export function addMaterial({ world, account, query, parts }) {
  const file = checked(query.type, parts);
  if (query.type === "video") checkDescription(parts.description);
  const media = keep(world, account, { type: query.type, format: sniff(file), file, permanent: true });
  const url = ["image", "thumb"].includes(query.type) ? { url: media.url } : {};
  return { media_id: media.id, ...url, item: [] };
}

/** POST media/upload?type= */
export function uploadTemporary({ world, account, query, parts }) {
  const file = checked(query.type, parts);
  const media = keep(world, account, { type: query.type, format: sniff(file), file, permanent: false });
  const id = query.type === "thumb" ? { thumb_media_id: media.id } : { media_id: media.id };
  return { type: query.type, ...id, created_at: world.seconds(), item: [] };
}

/** POST material/del_material */
export function deleteMaterial({ world, account, body }) {
  require(Object.hasOwn(account.media, body.media_id ?? ""), 40007);
  delete account.media[body.media_id];
  world.effect(account, "media_deleted", { media_id: body.media_id });
  return OK;
}

/** True when `mediaId` names media of the account that has not expired. */
export function usable(world, account, mediaId) {
  const media = Object.hasOwn(account.media, mediaId ?? "") ? account.media[mediaId] : undefined;
  return media !== undefined && (media.permanent || world.now() < media.at + TEMPORARY_MS);
}

/** The format a file really is, by its first bytes; audio without a signature is known by its name. */
export function sniff({ data, filename }) {
  const hex = data.subarray(0, 12).toString("hex");
  if (hex.startsWith("89504e470d0a1a0a")) return "png";
  if (hex.startsWith("ffd8ff")) return "jpg";
  if (hex.startsWith("47494638")) return "gif";
  if (hex.startsWith("424d")) return "bmp";
  if (hex.slice(8, 16) === "66747970") return "mp4";
  const named = extname(filename ?? "").slice(1).toLowerCase();
  return RULES.voice.formats.includes(named) ? named : "unknown";
}

function checked(type, parts) {
  require(Object.hasOwn(RULES, type ?? ""), 40004);
  const rule = RULES[type];
  const file = mediaPart(parts);
  require(rule.formats.includes(sniff(file)), 40005);
  require(file.data.length <= rule.limit, rule.tooLarge);
  return file;
}

function mediaPart(parts) {
  require(parts?.media?.filename, 41005);
  require(parts.media.data.length > 0, 44001);
  return parts.media;
}

function checkDescription(part) {
  require(part, 40035, "description");
  const parsed = JSON.parse(part.data.toString("utf8"));
  require(typeof parsed.title === "string", 40035, "description");
}

function keep(world, account, { type, format, file, permanent }) {
  const id = opaque(64);
  const folder = { png: "mmbiz_png", gif: "mmbiz_gif" }[format] ?? "mmbiz_jpg";
  const url = `http://mmbiz.qpic.cn/${folder}/${id}/0?wx_fmt=${format === "jpg" ? "jpeg" : format}`;
  const digest = createHash("sha256").update(file.data).digest("hex");
  account.media[id] = { type, format, permanent, at: world.now(), url, size: file.data.length, sha256: digest, data: file.data.toString("base64") };
  world.effect(account, "media_stored", { media_id: id, type, format, permanent, size: file.data.length, sha256: digest, url });
  return { id, url };
}
