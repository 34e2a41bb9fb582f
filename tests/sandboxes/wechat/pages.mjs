/** Pages for people: the phone at `/`, a published article at `/s/{article_id}`, and WeChat's own images. */
import { readFileSync } from "node:fs";
import { escapeHtml, send } from "../kit/http.mjs";

const HERE = new URL("./page/", import.meta.url);
const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  "/page.js": ["page.js", "text/javascript; charset=utf-8"],
};
const TYPES = { png: "image/png", jpg: "image/jpeg", gif: "image/gif", bmp: "image/bmp", mp4: "video/mp4", mp3: "audio/mpeg" };

/** Answers a GET of a page. */
export function answerPage(world, request, response, url) {
  if (Object.hasOwn(FILES, url.pathname)) {
    const [name, type] = FILES[url.pathname];
    return send(response, 200, readFileSync(new URL(name, HERE)), { "content-type": type });
  }
  const image = /^\/mmbiz\.qpic\.cn\/[a-z_]+\/([\w-]+)\/0$/.exec(url.pathname);
  if (image) return sendMedia(world, response, image[1]);
  const article = /^\/s\/([\w-]+)$/.exec(url.pathname);
  if (article) return sendArticle(world, response, article[1], Number(url.searchParams.get("idx") ?? 1));
  return send(response, 404, "not found", { "content-type": "text/plain" });
}

function sendMedia(world, response, id) {
  for (const account of Object.values(world.accounts)) {
    if (!Object.hasOwn(account.media, id)) continue;
    const { data, format } = account.media[id];
    return send(response, 200, Buffer.from(data, "base64"), { "content-type": TYPES[format] ?? "application/octet-stream" });
  }
  return send(response, 404, "not found", { "content-type": "text/plain" });
}

function sendArticle(world, response, id, index) {
  for (const account of Object.values(world.accounts)) {
    const published = Object.hasOwn(account.articles, id) ? account.articles[id] : undefined;
    const article = published?.articles[index - 1];
    if (!article) continue;
    const gone = published.banned ? "此内容因违规无法查看" : article.is_deleted ? "该内容已被发布者删除" : null;
    return sendHtml(response, gone ? 410 : 200, gone ? notice(gone) : articlePage(account, published, article));
  }
  return sendHtml(response, 404, notice("参数错误"));
}

function articlePage(account, published, article) {
  const at = new Date(published.at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" });
  const source = article.content_source_url ? `<p class="source"><a href="${escapeHtml(article.content_source_url)}">阅读原文</a></p>` : "";
  const pictures = (article.image_info?.image_list ?? []).map(({ image_media_id }) => picture(account, image_media_id)).join("");
  const content = article.article_type === "newspic" ? `${pictures}<p>${escapeHtml(article.content)}</p>` : article.content;
  return frame(article.title, `<h1>${escapeHtml(article.title)}</h1>
    <p class="byline">${escapeHtml(article.author)} <b>${escapeHtml(account.config.name)}</b> <time>${at}</time></p>
    <div id="js_content">${local(content)}</div>${source}`);
}

function picture(account, mediaId) {
  return `<img alt="" src="${escapeHtml(account.media[mediaId]?.url ?? "")}">`;
}

/** Articles carry mmbiz.qpic.cn addresses, as on WeChat; this server stands in for that host too. */
function local(html) {
  return html.replaceAll(/https?:\/\/mmbiz\.qpic\.cn\//g, "/mmbiz.qpic.cn/");
}

function notice(text) {
  return frame(text, `<p class="notice">${text}</p>`);
}

function frame(title, body) {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/page.css"><main class="reader">${body}</main></html>`;
}

function sendHtml(response, status, html) {
  send(response, status, html, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'none'",
  });
}
