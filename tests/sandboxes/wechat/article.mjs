/** What WeChat accepts as an article and what it makes of the content. */
import { require } from "./errors.mjs";
import { sha256 } from "./world.mjs";

const characters = (text) => [...String(text ?? "")].length;
const bytes = (text) => Buffer.byteLength(String(text ?? ""));

/** Checks one article of draft/add or draft/update and returns it as WeChat stores it. */
export function acceptArticle(account, article) {
  require(article && typeof article === "object" && !Array.isArray(article), 47001);
  const newspic = article.article_type === "newspic";
  checkText(article);
  if (newspic) checkPictures(account, article);
  else requireMedia(account, article.thumb_media_id, ["image", "thumb"]);
  checkCrop(article);
  const content = newspic ? plainText(article.content) : filterContent(article.content);
  return {
    article_type: newspic ? "newspic" : "news",
    title: article.title,
    author: article.author ?? "",
    digest: article.digest || plainText(article.content).slice(0, 54),
    content,
    content_source_url: article.content_source_url ?? "",
    thumb_media_id: article.thumb_media_id ?? "",
    need_open_comment: Number(article.need_open_comment ?? 0),
    only_fans_can_comment: Number(article.only_fans_can_comment ?? 0),
    ...pick(article, ["pic_crop_235_1", "pic_crop_1_1", "image_info", "cover_info", "product_info"]),
    content_sha256: sha256(String(article.content)),
  };
}

/** An article as draft/get and getarticle show it. */
export function shown(article, { withContent = true, ...extra } = {}) {
  const { content_sha256, content, ...fields } = article;
  return { ...fields, ...(withContent ? { content } : {}), ...extra };
}

/** Title and digests, as the journal names an article. */
export function fingerprint(article) {
  return { title: article.title, content_sha256: article.content_sha256, stored_sha256: sha256(article.content) };
}

/** Strips scripts and handlers, and drops every image that is not WeChat's own. */
export function filterContent(html) {
  return String(html)
    .replace(/<(script|style|iframe|object)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<(script|iframe|object|embed)\b[^>]*>/gi, "")
    .replace(/\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "")
    .replace(/javascript:/gi, "")
    .replace(/<img\b[^>]*>/gi, (tag) => (ownImage(tag) ? tag : ""));
}

/** Permanent media of one of `types`, or 40007. */
export function requireMedia(account, mediaId, types) {
  const media = Object.hasOwn(account.media, mediaId ?? "") ? account.media[mediaId] : undefined;
  require(media?.permanent && types.includes(media.type), 40007, mediaId ? "" : "thumb_media_id");
  return media;
}

function checkText({ title, author, digest, content, content_source_url }) {
  require(typeof title === "string" && title.trim() !== "", 45003, "title is empty");
  require(characters(title) <= 32, 45003);
  require(characters(author) <= 16, 45110);
  require(characters(digest) <= 128, 45004);
  require(bytes(content_source_url) <= 1024, 45005);
  require(typeof content === "string" && content.trim() !== "", 44004);
  require(characters(content) < 20_000 && bytes(content) < 1 << 20, 45002);
}

function checkPictures(account, { image_info }) {
  const list = image_info?.image_list ?? [];
  require(Array.isArray(list) && 1 <= list.length && list.length <= 20, 45008, "image_list");
  for (const { image_media_id } of list) requireMedia(account, image_media_id, ["image"]);
}

function checkCrop(article) {
  for (const name of ["pic_crop_235_1", "pic_crop_1_1"]) {
    const crop = article[name];
    if (!crop) continue;
    const parts = String(crop).split("_");
    const valid = parts.length === 4 && parts.every((part) => /^(0|1|0\.\d{1,6}|1\.0{1,6})$/.test(part));
    require(valid && Number(parts[0]) < Number(parts[2]) && Number(parts[1]) < Number(parts[3]), 53402);
  }
}

function ownImage(tag) {
  const source = /\s(?:data-)?src\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? "";
  return /^https?:\/\/mmbiz\.q(pic|logo)\.cn\//i.test(source);
}

function plainText(html) {
  return String(html).replace(/<[^>]*>/g, "").replace(/&nbsp;/g, " ").trim();
}

function pick(source, names) {
  return Object.fromEntries(names.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]));
}
