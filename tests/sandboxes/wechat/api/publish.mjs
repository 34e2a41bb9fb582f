/** Publication without a push: accepted at once, decided later, polled sparingly. */
import { shown } from "../article.mjs";
import { OK, require } from "../errors.mjs";
import { articleItems, articleUrl, startPublish } from "../jobs.mjs";
import { findDraft, page } from "./draft.mjs";

/**
 * POST freepublish/submit.
 *
 * A second submit of a draft whose first job still runs is accepted as a second job and becomes a second publication:
 * WeChat promises no idempotency, so a client that retries blindly must be seen to publish twice.
 */
export function submitPublish({ world, account, body }) {
  const draft = findDraft(account, body.media_id);
  const job = startPublish(world, account, body.media_id, draft.articles);
  return { ...OK, publish_id: wireId(job.id, job.number), msg_data_id: wireId(job.msg_data_id, job.number) };
}

/** POST freepublish/get */
export function getPublish({ world, account, body }) {
  const id = String(body.publish_id ?? "");
  require(Object.hasOwn(account.jobs, id), 53502);
  const job = account.jobs[id];
  const answer = { publish_id: wireId(job.id, job.number + 1), publish_status: job.status, fail_idx: job.fail_idx ?? [] };
  if (!job.article_id) return answer;
  const item = articleItems(world, job);
  return { ...answer, article_id: job.article_id, article_detail: { count: item.length, item } };
}

/** POST freepublish/delete: `index` counts from 1; 0 or absent takes down everything. */
export function deletePublished({ world, account, body }) {
  const published = findPublished(account, body.article_id);
  const index = Number(body.index ?? 0);
  require(Number.isInteger(index) && 0 <= index && index <= published.articles.length, 40035, "index");
  const taken = index === 0 ? published.articles : [published.articles[index - 1]];
  for (const article of taken) article.is_deleted = true;
  const job = account.jobs[published.job];
  if (job && published.articles.every((article) => article.is_deleted)) job.status = 5;
  world.effect(account, "article_deleted", { article_id: body.article_id, index, media_id: published.media_id });
  return OK;
}

/** POST freepublish/getarticle */
export function getArticle({ world, account, body }) {
  return { news_item: items(world, body.article_id, findPublished(account, body.article_id), true) };
}

/** POST freepublish/batchget: what was mass-sent is not in this list. */
export function listPublished({ world, account, body }) {
  const newestFirst = Object.entries(account.articles).filter(([, one]) => !one.mass).reverse();
  return page(newestFirst, body, ([article_id, published], withContent) => {
    const at = Math.floor(published.at / 1000);
    const news_item = items(world, article_id, published, withContent);
    return { article_id, content: { news_item, create_time: at, update_time: at }, update_time: at };
  });
}

/** Numbers travel as numbers in some answers and as text in others; here in turn. */
export function wireId(id, number) {
  return number % 2 === 0 ? id : Number(id);
}

function findPublished(account, articleId) {
  require(Object.hasOwn(account.articles, articleId ?? ""), 53600);
  return account.articles[articleId];
}

function items(world, articleId, published, withContent) {
  return published.articles.map(({ is_deleted, ...article }, n) =>
    shown(article, { withContent, url: articleUrl(world, articleId, n + 1), is_deleted }));
}
