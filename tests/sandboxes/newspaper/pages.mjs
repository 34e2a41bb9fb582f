/** The newspaper's inbox at `/`, one piece at `/piece/{number}`. */
import { readFileSync } from "node:fs";
import { escapeHtml, send } from "../kit/http.mjs";

const STYLE = readFileSync(new URL("./page/page.css", import.meta.url));

/** Answers a GET of a page. */
export function answerPage(desk, response, url) {
  if (url.pathname === "/page.css") return send(response, 200, STYLE, { "content-type": "text/css; charset=utf-8" });
  if (url.pathname === "/") return html(response, 200, inboxPage(desk, url.searchParams.get("outlet")));
  const number = /^\/piece\/(\d+)$/.exec(url.pathname)?.[1];
  const entry = number && desk.received[Number(number) - 1];
  if (entry?.document) return html(response, 200, piecePage(desk, entry));
  return html(response, 404, frame("没有这一页", "<p class=empty>没有这一页</p>"));
}

function inboxPage(desk, chosen) {
  const outlets = desk.list();
  const outlet = outlets.find((one) => one.name === chosen) ?? outlets[0];
  if (!outlet) return frame("来稿", "<p class=empty>还没有设置媒体</p>");
  const tabs = outlets.map((one) => `<a href="/?outlet=${encodeURIComponent(one.name)}"${one === outlet ? " aria-current=page" : ""}>${escapeHtml(one.title)}</a>`);
  const pieces = desk.inbox(outlet.name).map(pieceRow).join("") || "<li class=empty>还没有来稿</li>";
  const refused = desk.received.filter((one) => one.outlet === outlet.name && one.verdict !== "accepted").reverse().slice(0, 20);
  const log = refused.map((one) => `<li>${time(one.at)} <b>${VERDICTS[one.verdict] ?? one.verdict}</b> ${escapeHtml(one.reason ?? one.faults?.[0] ?? one.webhook_id)}</li>`).join("");
  return frame(outlet.title, `<header><h1>${escapeHtml(outlet.title)}</h1><p>政务稿件来稿箱</p><nav>${tabs.join("")}</nav></header>
    <ol class=inbox>${pieces}</ol>${log && `<h2>未收录的投递</h2><ul class=log>${log}</ul>`}`, true);
}

const VERDICTS = { duplicate: "重复投递", stale: "时间戳过期", unsigned: "缺签名", bad_signature: "签名不符", invalid_json: "不是 JSON", invalid_ninjs: "不合 ninjs" };

function pieceRow({ number, at, document, versions, withdrawn }) {
  const note = [sourceOf(document), time(at), versions > 1 ? `第 ${versions} 版` : "", document.edNote ?? ""].filter(Boolean).map(escapeHtml).join(" · ");
  return `<li class="${withdrawn ? "withdrawn" : ""}"><a href="/piece/${number}">${escapeHtml(headline(document))}</a>
    ${withdrawn ? "<strong>撤稿</strong>" : ""}<p>${note}</p></li>`;
}

function piecePage(desk, { document, at, webhook_id, outlet }) {
  const withdrawn = document.pubStatus === "canceled" ? `<p class=banner>本稿已撤回，请勿采用。${escapeHtml(document.edNote ?? "")}</p>` : "";
  const facts = [["uri", document.uri], ["版本", document.version], ["来源", sourceOf(document)], ["收到", time(at)], ["webhook-id", webhook_id]];
  const rows = facts.filter(([, value]) => value).map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join("");
  return frame(headline(document), `<p><a href="/?outlet=${encodeURIComponent(outlet)}">返回来稿箱</a></p>${withdrawn}<h1>${escapeHtml(headline(document))}</h1>
    <dl>${rows}</dl>${(document.bodies ?? []).slice(0, 1).map(bodyOf).join("")}
    <details><summary>ninjs</summary><pre>${escapeHtml(JSON.stringify(document, null, 2))}</pre></details>`);
}

/** A foreign text is shown in a frame that can run nothing and reach nothing. */
function bodyOf({ contentType, contenttype, value = "" }) {
  const isHtml = /html/.test(contentType ?? contenttype ?? "");
  if (!isHtml) return `<div class=body>${escapeHtml(value)}</div>`;
  return `<iframe sandbox title="正文" srcdoc="${escapeHtml(`<meta charset=utf-8><base target=_blank>${value}`)}"></iframe>`;
}

function headline(document) {
  return document.headlines?.[0]?.value ?? document.title ?? document.uri;
}

function sourceOf(document) {
  return document.by ?? document.infoSources?.[0]?.name ?? document.copyrightHolder ?? "";
}

function time(at) {
  return new Date(at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" });
}

function frame(title, body, live = false) {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${live ? '<meta http-equiv="refresh" content="5">' : ""}<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/page.css"></head><body><main>${body}</main></body></html>`;
}

function html(response, status, text) {
  send(response, status, text, { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'self'; img-src * data:; style-src 'self' 'unsafe-inline'; script-src 'none'" });
}
