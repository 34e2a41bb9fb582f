/** Asynchronous publication and mass sending: a job is accepted at once and ends later, by an event. */
import { fingerprint } from "./article.mjs";
import { sendEvent } from "./callback.mjs";
import { takeOutcome } from "./outcomes.mjs";
import { opaque } from "./world.mjs";

/** An administrator has this long to confirm a mass message. */
const CONFIRM_MS = 30 * 60_000;

/** Accepts a publication of the draft's articles as they are now. */
export function startPublish(world, account, mediaId, articles) {
  const number = ++account.counter;
  const job = {
    kind: "publish", id: String(100_000_000 + number), msg_data_id: String(2_247_483_000 + number), number,
    media_id: mediaId, articles: structuredClone(articles), status: 1, plan: takeOutcome(world, account, "publish"),
  };
  account.jobs[job.id] = job;
  world.effect(account, "publish_accepted", identify(job));
  schedule(world, account, job);
  return job;
}

/** Accepts a mass message; `articles` is empty unless it is an mpnews. */
export function startMass(world, account, { mediaId, articles, targets, clientmsgid, msgtype, text }) {
  const number = ++account.counter;
  const job = {
    kind: "mass", id: String(1_000_000_000 + number), msg_data_id: String(2_247_483_000 + number), number, msgtype, text,
    media_id: mediaId, articles: structuredClone(articles), targets, clientmsgid, accepted: world.now(),
    status: "SENDING", plan: takeOutcome(world, account, "mass"),
  };
  // API 群发保护: it waits for the administrator, who is asked on their phone.
  if (account.config.mass_protection) Object.assign(job, { confirm_until: world.now() + CONFIRM_MS, plan: { ...job.plan, hold: true } });
  account.masses[job.id] = job;
  world.effect(account, "mass_accepted", { ...identify(job), clientmsgid });
  schedule(world, account, job);
  return job;
}

/** The administrator's answer on their phone: `confirm`, `refuse`, or none within the half hour (`timeout`). */
export async function confirmMass(world, account, { msg_id, decision = "confirm" }) {
  const waits = Object.values(account.masses).filter((job) => job.status === "SENDING" && job.confirm_until);
  const job = msg_id === undefined ? waits[0] : waits.find((one) => one.id === String(msg_id));
  if (!job) throw new Error("no mass message waits for the administrator");
  const late = decision === "timeout" || job.confirm_until < world.now();
  const refused = late ? "err(40002)" : decision === "refuse" ? "err(40001)" : undefined;
  delete job.confirm_until;
  Object.assign(job.plan, { hold: false }, refused ? { status: refused } : {});
  if (refused) await finish(world, account, job);
  else schedule(world, account, job);
  world.save();
  return { msg_id: job.id, status: refused ?? "confirmed" };
}

/** Puts jobs that were running when the sandbox stopped back on their timers. */
export function resumeJobs(world) {
  for (const account of Object.values(world.accounts)) for (const job of running(account)) schedule(world, account, job);
}

/** Ends every running job of an account now, held or not; resolves when their events are delivered. */
export async function settle(world, account, plan = {}) {
  const jobs = running(account);
  await Promise.all(jobs.map((job) => finish(world, account, Object.assign(job, { plan: { ...job.plan, ...plan } }))));
  return jobs.length;
}

function running(account) {
  const jobs = [...Object.values(account.jobs), ...Object.values(account.masses)];
  return jobs.filter((job) => job.status === 1 || job.status === "SENDING");
}

function schedule(world, account, job) {
  if (job.plan.hold) return;
  world.later(job.plan.delay_ms ?? account.config.publish_delay_ms, () => finish(world, account, job));
}

async function finish(world, account, job) {
  if (job.status !== 1 && job.status !== "SENDING") return;
  const event = job.kind === "publish" ? finishPublish(world, account, job) : finishMass(world, account, job);
  const deliveries = { lost: 0, twice: 2 }[job.plan.callback] ?? 1;
  for (let n = 0; n < deliveries; n += 1) await sendEvent(world, account, event);
}

function finishPublish(world, account, job) {
  job.status = Number(job.plan.publish_status ?? 0);
  const succeeded = job.status === 0 || job.status >= 5;
  if (succeeded) goLive(world, account, job);
  else {
    job.fail_idx = job.plan.fail_idx ?? (job.status === 3 ? [] : [1]);
    world.effect(account, "publish_failed", { ...identify(job), publish_status: job.status, fail_idx: job.fail_idx });
  }
  return {
    Event: "PUBLISHJOBFINISH",
    PublishEventInfo: {
      publish_id: job.id, publish_status: job.status, article_id: job.article_id,
      article_detail: succeeded ? { count: job.articles.length, item: articleItems(world, job) } : undefined,
      fail_idx: job.fail_idx,
    },
  };
}

function finishMass(world, account, job) {
  const status = job.plan.status ?? "send success";
  const sent = status === "send success";
  job.status = sent ? "SEND_SUCCESS" : "SEND_FAIL";
  job.failure = sent ? undefined : status;
  if (sent) deliverMass(world, account, job);
  else world.effect(account, "mass_failed", { ...identify(job), status });
  const total = job.targets.length;
  return {
    Event: "MASSSENDJOBFINISH", MsgID: job.id, Status: status, TotalCount: total, FilterCount: total,
    SentCount: sent ? total : 0, ErrorCount: sent ? 0 : total,
    CopyrightCheckResult: copyrightOf(job),
    ArticleUrlResult: {
      Count: sent ? job.articles.length : 0,
      ResultList: sent ? { item: job.articles.map((_, n) => ({ ArticleIdx: n + 1, ArticleUrl: articleUrl(world, job.article_id, n + 1) })) } : "",
    },
  };
}

/** What the platform found of reprints: CheckState 1 none, 2 a reprint that may go out, 3 one that may not. */
function copyrightOf(job) {
  const state = Number(job.plan.check_state ?? 1);
  const found = state === 1 ? [] : job.articles.map((_, n) => ({
    ArticleIdx: n + 1, UserDeclareState: 0, AuditState: 2, OriginalArticleUrl: "https://mp.weixin.qq.com/s/original", OriginalArticleType: 1,
    CanReprint: state === 2 ? 1 : 0, NeedReplaceContent: 0, NeedShowReprintSource: 1,
  }));
  return { Count: found.length, ResultList: found.length > 0 ? { item: found } : "", CheckState: state };
}

function deliverMass(world, account, job) {
  if (job.articles.length > 0) goLive(world, account, job);
  for (const openid of job.targets) {
    account.chat.push({ openid, from: "account", at: world.now(), msgtype: job.msgtype, content: job.text ?? job.articles[0]?.title, article_id: job.article_id, mass: true });
  }
  world.effect(account, "mass_sent", { ...identify(job), clientmsgid: job.clientmsgid, sent: job.targets.length });
}

function goLive(world, account, job) {
  job.article_id = opaque(43);
  account.articles[job.article_id] = {
    articles: job.articles.map((article) => ({ ...article, is_deleted: false })), media_id: job.media_id, job: job.id,
    msg_data_id: job.msg_data_id, at: world.now(), mass: job.kind === "mass", banned: job.status === 6,
  };
  if (job.status === 5) for (const article of account.articles[job.article_id].articles) article.is_deleted = true;
  // Once published the draft is gone: draft/get, update and delete answer 40007 from here on.
  delete account.drafts[job.media_id];
  world.effect(account, "published", { ...identify(job), article_id: job.article_id });
}

/** The address of the `index`th piece (from 1) of a published article. */
export function articleUrl(world, articleId, index) {
  return `${world.base}/s/${articleId}${index > 1 ? `?idx=${index}` : ""}`;
}

/** `article_detail.item` of a finished publication. */
export function articleItems(world, job) {
  return job.articles.map((_, n) => ({ idx: n + 1, article_url: articleUrl(world, job.article_id, n + 1) }));
}

function identify(job) {
  const id = job.kind === "publish" ? { publish_id: job.id } : { msg_id: job.id };
  return { ...id, msg_data_id: job.msg_data_id, media_id: job.media_id, articles: job.articles.map(fingerprint) };
}
