/** One case or more for every route: who opens it, and where an address with a name in it comes from. */
import { county } from "./matrix.mjs";

const site = `/s/${county.code}`;

/** The first link of that kind in a list. */
const from = (list, link) => async (page) => {
  await page.goto(list);
  return page.getByRole("table").getByRole("link", { name: link }).first().getAttribute("href");
};
const firstPiece = async (page) => {
  await page.goto(site);
  return page.getByRole("article").getByRole("link").first().getAttribute("href");
};
const publicStory = async (page) => {
  await page.goto(site);
  return page.getByRole("link", { name: "流感疫苗接种进行时" }).getAttribute("href");
};
const onlyIts = (path, change) => async (page) => change(await path(page));

/** A piece of the demo that the county desk has before it. */
const waiting = "冬小麦播种面积稳中有增 墒情适宜苗情好";
/** The letter of the demo that the clerk has accepted. */
export const accepted = "湍河边步道晚上没有路灯";
const released = "全县流感疫苗接种点今起开放";

const reviewCase = from("/console/work", waiting);

const ruleDraft = "/console/settings/rules/draft";
/** Begins the draft where there is none. */
const openDraft = async (page) => {
  await page.goto(ruleDraft);
  const begin = page.getByRole("button", { name: "开始修改" });
  const editor = page.getByRole("list", { name: "规则列表" });
  await begin.or(editor).waitFor();
  if (await begin.isVisible()) await begin.click();
  await editor.waitFor();
  return ruleDraft;
};

/** By route; `by` is a login of the county, `overseer` the province's, none a citizen. */
export const pages = {
  "/console": [{ by: "health.editor", path: "/console" }],
  "/console/sign-in": [{ path: "/console/sign-in" }],
  "/console/password": [{ by: "health.editor", path: "/console/password" }],
  "/console/work": [
    { by: "desk.reviewer", path: "/console/work" },
    { by: "emergency.editor", path: "/console/work", what: "empty" },
  ],
  "/console/me/second-factor": [
    { by: "desk.reviewer", path: "/console/me/second-factor", what: "none" },
    { by: "principal", path: "/console/me/second-factor", what: "enrolled" },
  ],
  "/console/review-numbers": [
    { by: "desk.reviewer", path: "/console/review-numbers" },
    { by: "desk.reviewer", path: "/console/review-numbers?from=2020-01-01&until=2020-01-31", what: "empty" },
  ],
  "/console/articles": [{ by: "health.editor", path: "/console/articles" }],
  "/console/articles/new": [{ by: "health.editor", path: "/console/articles/new" }],
  "/console/articles/import": [{ by: "health.editor", path: "/console/articles/import" }],
  "/console/articles/:id": [
    { by: "health.editor", path: from("/console/articles", "县人民医院新门诊楼即将启用"), what: "editor" },
    { by: "publisher", path: from("/console/articles", released), what: "released" },
  ],
  "/console/plan": [
    { by: "desk.editor", path: "/console/plan", what: "month" },
    { by: "health.editor", path: "/console/plan?view=list", what: "list" },
  ],
  "/console/plan/:id": [
    { by: "desk.editor", path: from("/console/work", "中小学冬季取暖安全检查"), what: "the desk's view" },
    { by: "health.editor", path: from("/console/work", "冬季流感疫苗接种进乡村"), what: "the writer's view" },
  ],
  "/console/stories": [{ by: "desk.editor", path: "/console/stories" }],
  "/console/stories/:id": [{ by: "desk.editor", path: from("/console/stories", "流感疫苗接种进行时") }],
  "/console/candidates": [
    { by: "health.editor", path: "/console/candidates", what: "waiting" },
    { by: "education.editor", path: "/console/candidates?state=DISMISSED", what: "none found" },
  ],
  "/console/relays": [
    { by: "desk.editor", path: "/console/relays", what: "the desk's view" },
    { by: "health.editor", path: "/console/relays?state=closed", what: "none found" },
  ],
  "/console/relays/:id": [{ by: "desk.editor", path: from("/console/relays", "呼吸道疾病防控提示") }],
  "/console/relays/ledger": [
    { by: "desk.editor", path: "/console/relays/ledger" },
    { by: "desk.editor", path: "/console/relays/ledger?from=2020-01-01&until=2020-01-31", what: "empty" },
  ],
  "/console/matrix": [
    { by: "health.editor", path: "/console/matrix" },
    { by: "education.editor", path: "/console/matrix?side=OUT", what: "none" },
  ],
  "/console/articles/:id/spread": [{ by: "publisher", path: onlyIts(from("/console/articles", released), (path) => `${path}/spread`) }],
  "/console/media": [
    { by: "health.editor", path: "/console/media" },
    { by: "health.editor", path: "/console/media?q=水库", what: "nothing found" },
  ],
  "/console/submissions": [{ by: "desk.editor", path: "/console/submissions" }],
  "/console/submissions/new": [{ by: "health.editor", path: "/console/submissions/new" }],
  "/console/submissions/:id": [
    { by: "desk.editor", path: from("/console/submissions", "师岗镇：大棚香菇迎来采收季"), what: "the desk's view" },
    { by: "education.editor", path: from("/console/submissions", "县一小举行消防疏散演练"), what: "the writer's view" },
  ],
  "/console/adoption": [{ by: "admin", path: "/console/adoption" }],
  "/console/articles/:id/versions": [
    { by: "publisher", path: onlyIts(from("/console/articles", released), (path) => `${path}/versions`) },
    { by: "health.editor", path: onlyIts(from("/console/articles", "县人民医院新门诊楼即将启用"), (path) => `${path}/versions`), what: "empty" },
  ],
  "/console/reviews/:id": [
    { by: "desk.reviewer", path: reviewCase, what: "six gates" },
    { by: "agriculture.editor", path: from("/console/articles", waiting), press: ["查看审核单"], what: "the author's view" },
  ],
  "/console/reviews/:id/sheet": [{ by: "desk.reviewer", path: onlyIts(reviewCase, (path) => `${path}/sheet`) }],
  "/console/releases": [
    { by: "publisher", path: "/console/releases", what: "month" },
    { by: "publisher", path: "/console/releases?view=list", what: "list" },
    { by: "publisher", path: "/console/releases?view=week", what: "week by account" },
    { by: "publisher", path: "/console/releases?view=week&week=2020-01-06", what: "an empty week" },
  ],
  "/console/releases/rules": [
    { by: "admin", path: "/console/releases/rules", what: "set" },
    { by: "publisher", path: "/console/releases/rules", what: "read" },
  ],
  "/console/wechat/comments": [{ by: "publisher", path: "/console/wechat/comments" }],
  "/console/bundle": [{ by: "publisher", path: "/console/bundle" }],
  "/console/releases/:id": [{ by: "publisher", path: from("/console/releases?view=list", released) }],
  "/console/inquiries": [{ by: "clerk", path: "/console/inquiries" }],
  "/console/inquiries/:id": [{ by: "clerk", path: from("/console/inquiries", "新生儿医保怎么办理") }],
  "/console/accounts": [
    { by: "admin", path: "/console/accounts" },
    { by: "admin", path: "/console/accounts?tab=connectors", what: "connectors" },
    { by: "admin", path: "/console/accounts?tab=discovered", what: "none discovered" },
  ],
  "/console/accounts/:id": [
    { by: "admin", path: from("/console/accounts", "内乡发布"), what: "at WeChat" },
    { by: "publisher", path: from("/console/accounts", "县政府门户网站"), what: "of our own" },
  ],
  "/console/wire": [
    { by: "daily.editor", path: "/console/wire" },
    { by: "daily.editor", path: "/console/wire?search=nothing", what: "nothing found" },
  ],
  "/console/pickups": [{ by: "publisher", path: "/console/pickups" }],
  "/console/people": [{ by: "security", path: "/console/people" }],
  "/console/settings": [
    { by: "admin", path: "/console/settings" },
    { by: "admin", path: "/console/settings?tab=rules", what: "rules" },
    { by: "admin", path: "/console/settings?tab=feeds", what: "feeds" },
    { by: "security", path: "/console/settings?tab=oa", what: "OA" },
    { by: "security", path: "/console/settings?tab=second-factor", what: "second factor" },
  ],
  "/console/settings/rules/draft": [
    { by: "admin", path: ruleDraft, what: "none" },
    { by: "admin", path: openDraft, what: "editor" },
  ],
  "/console/settings/rules/simulate": [{ by: "desk.reviewer", path: "/console/settings/rules/simulate" }],
  "/console/audit": [{ by: "auditor", path: "/console/audit" }],
  "/console/*": [{ by: "health.editor", path: "/console/no-such-page" }],
  "/oversight": [{ by: "overseer", path: "/oversight" }],
  "/oversight/sign-in": [{ path: "/oversight/sign-in" }],
  "/oversight/board": [{ by: "overseer", path: "/oversight/board" }],
  "/oversight/indicators": [{ by: "overseer", path: "/oversight/indicators" }],
  "/oversight/released": [{ by: "overseer", path: "/oversight/released" }],
  "/oversight/relays": [{ by: "overseer", path: "/oversight/relays" }],
  "/oversight/tokens": [{ by: "overseer", path: "/oversight/tokens" }],
  "/oversight/*": [{ by: "overseer", path: "/oversight/no-such-page" }],
  "/": [{ path: "/" }],
  "/s/:county": [{ path: site }],
  "/s/:county/columns/:slug": [{ path: `${site}/columns/health` }],
  "/s/:county/topics/:topic": [{ path: `${site}/topics/${encodeURIComponent("卫生健康")}` }],
  "/s/:county/articles/:id": [{ path: firstPiece }],
  "/s/:county/stories/:id": [{ path: publicStory }],
  "/:county/articles/:id": [{ path: onlyIts(firstPiece, (path) => path.replace("/s/", "/")) }],
  "/s/:county/preview": [{ path: `${site}/preview`, what: "no token" }],
  "/s/:county/write": [{ path: `${site}/write` }],
  "/s/:county/lookup": [{ path: `${site}/lookup` }],
  "/s/:county/verify/:code?": [
    { path: "/verify", what: "empty" },
    { path: `${site}/verify/${"0".repeat(28)}`, what: "unknown" },
  ],
  "/s/:county/*": [{ path: `${site}/no-such-page` }],
};

/** Dialogs, each by the tab and the buttons that lead to it; the last one pressed is where the keyboard returns to. */
export const dialogs = [
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, press: ["图片"], editor: true },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, press: ["图表"], editor: true },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, press: ["模板"], editor: true },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, press: ["政策文件"], editor: true },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, press: ["提交审核"] },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, tab: "共享", press: ["送外部核稿"] },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, tab: "共享", press: ["生成预览链接"] },
  { by: "desk.reviewer", path: reviewCase, press: ["退回修改"] },
  { by: "desk.editor", path: "/console/plan", press: ["新增选题"] },
  { by: "desk.editor", path: pages["/console/plan/:id"][0].path, press: ["安排任务"] },
  { by: "desk.editor", path: pages["/console/submissions/:id"][0].path, press: ["不予采用"] },
  { by: "education.editor", path: pages["/console/submissions/:id"][1].path, press: ["答复并重新报送"] },
  { by: "admin", path: "/console/adoption", press: ["分值设置"] },
  { by: "publisher", path: from("/console/articles", "家庭医生签约服务走进山村"), press: ["安排发布"] },
  { by: "publisher", path: pages["/console/releases/:id"][0].path, press: ["撤稿"] },
  { by: "publisher", path: "/console/work", press: ["暂停发布"] },
  { by: "clerk", path: from("/console/inquiries", accepted), press: ["转办"] },
  { by: "clerk", path: pages["/console/inquiries/:id"][0].path, press: ["不予受理"] },
  { by: "clerk", path: pages["/console/inquiries/:id"][0].path, press: ["查看原文"] },
  { by: "admin", path: "/console/accounts", press: ["开设账号"] },
  { by: "admin", path: "/console/accounts?tab=connectors", press: ["登记程序"] },
  { by: "admin", path: "/console/accounts", tab: "主流媒体", press: ["新增媒体"] },
  { by: "admin", path: "/console/accounts", tab: "主流媒体", press: ["南阳日报"] },
  { by: "daily.editor", path: "/console/wire", press: ["全县流感疫苗接种点今起开放"] },
  { by: "publisher", path: "/console/pickups", press: ["登记采用"] },
  { by: "publisher", path: pages["/console/releases/:id"][0].path, press: ["改为不提供"] },
  { by: "admin", path: "/console/people", press: ["新增人员"] },
  { by: "security", path: "/console/people", press: ["林晓"] },
  { by: "security", path: "/console/people", press: ["郑重"] },
  { by: "admin", path: "/console/settings", press: ["新增栏目"] },
  { by: "admin", path: "/console/settings?tab=rules", press: ["全部变更"] },
  { by: "admin", path: "/console/settings?tab=oa", press: ["登记 OA"] },
  { by: "admin", path: openDraft, press: ["导入 TOML"] },
  { by: "admin", path: "/console/settings", press: ["设定更新周期"] },
  { by: "desk.editor", path: "/console/stories", press: ["开设滚动报道"] },
  { by: "desk.editor", path: "/console/relays", press: ["下达转载任务"] },
  { by: "admin", path: "/console/matrix", press: ["共用栏目"] },
  { by: "health.editor", path: pages["/console/articles/:id"][0].path, tab: "共享", press: ["提供给其他部门"] },
  { by: "overseer", path: "/oversight/relays", press: ["下达任务"] },
  { by: "health.editor", path: "/console/media", press: ["新建文件夹"] },
  { by: "health.editor", path: "/console/media", press: [/薄雾中的山峦与田野/] },
  { by: "overseer", path: "/oversight/tokens", press: ["新建令牌"] },
];
