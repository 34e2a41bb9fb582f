/** The drafts box. A draft leaves it when it is published or mass-sent. */
import { acceptArticle, fingerprint, shown } from "../article.mjs";
import { OK, WechatError, require } from "../errors.mjs";
import { opaque } from "../world.mjs";

/** POST draft/add: `articles` is an array. */
export function addDraft({ world, account, body }) {
  require(Array.isArray(body.articles), 47001, "articles");
  require(body.articles.length > 0, 44003);
  require(body.articles.length <= 8, 45008);
  const articles = body.articles.map((article) => acceptArticle(account, article));
  const media_id = opaque(64);
  account.drafts[media_id] = { articles, created: world.seconds(), updated: world.seconds() };
  world.effect(account, "draft_added", { media_id, articles: articles.map(fingerprint) });
  return { media_id, item: [] };
}

/** POST draft/update: `articles` is one object and `index` counts from 0. */
export function updateDraft({ world, account, body }) {
  const draft = findDraft(account, body.media_id);
  const index = Number(body.index ?? 0);
  require(Number.isInteger(index) && 0 <= index && index < draft.articles.length, 40035, "index");
  require(!Array.isArray(body.articles), 47001, "articles");
  draft.articles[index] = acceptArticle(account, body.articles);
  draft.updated = world.seconds();
  world.effect(account, "draft_updated", { media_id: body.media_id, index, articles: draft.articles.map(fingerprint) });
  return OK;
}

/** POST draft/get */
export function getDraft({ account, body }) {
  const draft = findDraft(account, body.media_id);
  return { news_item: draft.articles.map((article) => shown(article)), create_time: draft.created, update_time: draft.updated };
}

/** POST draft/delete */
export function deleteDraft({ world, account, body }) {
  findDraft(account, body.media_id);
  delete account.drafts[body.media_id];
  world.effect(account, "draft_deleted", { media_id: body.media_id });
  return OK;
}

/** POST draft/batchget */
export function listDrafts({ account, body }) {
  const newestFirst = Object.entries(account.drafts).reverse();
  return page(newestFirst, body, ([media_id, draft], withContent) => ({
    media_id,
    content: {
      news_item: draft.articles.map((article) => shown(article, { withContent })),
      create_time: draft.created,
      update_time: draft.updated,
    },
    update_time: draft.updated,
  }));
}

/** GET draft/count */
export function countDrafts({ account }) {
  return { total_count: Object.keys(account.drafts).length };
}

/** The draft, or 40007: gone means gone, whether published, deleted or never there. */
export function findDraft(account, mediaId) {
  if (!mediaId) throw new WechatError(41006);
  require(Object.hasOwn(account.drafts, mediaId), 40007);
  return account.drafts[mediaId];
}

/** One page of `all` in the shape of every batchget. */
export function page(all, { offset = 0, count = 20, no_content = 0 }, item) {
  const valid = Number.isInteger(offset) && 0 <= offset && Number.isInteger(count) && 1 <= count && count <= 20;
  require(valid, 40097);
  const slice = all.slice(offset, offset + count);
  return { total_count: all.length, item_count: slice.length, item: slice.map((one) => item(one, Number(no_content) !== 1)) };
}
