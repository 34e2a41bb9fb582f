/** The phone: reads the sandbox's state every second and lets a person write as a citizen. */
const $ = (id) => document.getElementById(id);
const chosen = { appid: null, openid: null };
let shownState = "";

async function call(method, path, body) {
  const response = await fetch(`/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });
  return response.json();
}

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function time(at) {
  return new Date(at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
}

function fill(select, options, value) {
  select.replaceChildren(...options.map(([key, label]) => element("option", { value: key, textContent: label, selected: key === value })));
}

function cover(state, item) {
  const media = state.media.find((one) => one.media_id === item.thumb_media_id);
  return media?.url.replace("http://mmbiz.qpic.cn/", "/mmbiz.qpic.cn/");
}

function card(state, article, item) {
  const gone = article.banned || item.is_deleted;
  const image = cover(state, item);
  const note = `${time(article.at)}${article.mass ? " · 群发" : ""}${article.banned ? " · 已封禁" : gone ? " · 已删除" : ""}`;
  const node = element("a", { className: gone ? "card gone" : "card", href: item.url, target: "_blank" });
  if (image) node.append(element("img", { src: image, alt: "" }));
  node.append(element("b", { textContent: item.title }), element("span", { textContent: item.digest }), element("span", { textContent: note }));
  return node;
}

function drawFeed(state) {
  const cards = state.articles.flatMap((article) => article.items.map((item) => card(state, article, item)));
  $("feed").replaceChildren(...(cards.length ? cards : [element("p", { className: "empty", textContent: "还没有发布文章" })]));
}

function drawChat(state) {
  const NEW = ["", "新市民"];
  fill($("citizen"), [...state.citizens.map((one) => [one.openid, one.name]), NEW], chosen.openid ?? "");
  const lines = state.chat.filter((line) => line.openid === chosen.openid);
  $("chat").replaceChildren(...lines.map((line) => {
    const side = line.msgtype === "system" ? "system" : line.from;
    const text = typeof line.content === "string" ? line.content : JSON.stringify(line.content);
    return element("div", { className: `line ${side}` }, element("p", { textContent: text }));
  }));
  $("chat").scrollTop = $("chat").scrollHeight;
}

function drawFigures(state, calls) {
  const rows = [["运行方式", { plain: "明文", safe: "安全模式", compat: "兼容模式" }[state.account.mode]], ["草稿", state.drafts.length],
    ["发布任务", state.jobs.length], ["群发任务", state.masses.length], ["已发布", state.articles.length], ["关注者", state.citizens.filter((one) => one.subscribe).length]];
  $("figures").replaceChildren(...rows.flatMap(([name, value]) => [element("dt", { textContent: name }), element("dd", { textContent: value })]));
  $("calls").replaceChildren(...calls.slice(-14).reverse().map((one) => element("li", {
    className: one.errcode || one.fault ? "bad" : "",
    textContent: `${one.path.replace("/cgi-bin/", "")} → ${one.fault ?? one.errcode}`,
  })));
}

async function refresh() {
  const accounts = await call("GET", "accounts");
  if (accounts.length === 0) return;
  chosen.appid ??= accounts[0].appid;
  fill($("account"), accounts.map((one) => [one.appid, one.name]), chosen.appid);
  const [state, calls, clock] = await Promise.all([
    call("GET", `state?appid=${chosen.appid}`), call("GET", `received?appid=${chosen.appid}`), call("GET", "clock"),
  ]);
  $("clock").textContent = time(clock.now);
  const now = JSON.stringify([state, chosen, calls.length]);
  if (now === shownState) return;
  shownState = now;
  chosen.openid ??= state.chat.at(-1)?.openid ?? state.citizens[0]?.openid ?? null;
  drawFeed(state);
  drawChat(state);
  drawFigures(state, calls);
}

$("account").addEventListener("change", (event) => { Object.assign(chosen, { appid: event.target.value, openid: null }); refresh(); });
$("citizen").addEventListener("change", (event) => { chosen.openid = event.target.value; refresh(); });
$("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const content = $("content").value;
  $("content").value = "";
  const result = await call("POST", "citizens/say", { appid: chosen.appid, openid: chosen.openid || undefined, content });
  chosen.openid = result.openid ?? chosen.openid;
  refresh();
});
refresh();
setInterval(refresh, 1000);
