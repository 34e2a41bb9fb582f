/** What an account holds, as the control API and the human page read it. */
import { shown } from "./article.mjs";
import { articleUrl } from "./jobs.mjs";

/** Drafts, jobs, published articles (newest first), citizens and the chat; media without their bytes. */
export function overview(world, account) {
  return {
    account: { appid: account.config.appid, name: account.config.name, mode: account.config.mode, kind: account.config.kind },
    drafts: Object.entries(account.drafts).map(([media_id, draft]) => ({ media_id, ...draft })),
    jobs: Object.values(account.jobs).map(({ plan, ...job }) => job),
    masses: Object.values(account.masses).map(({ plan, ...job }) => job),
    articles: Object.entries(account.articles).reverse().map(([id, published]) => describe(world, id, published)),
    media: Object.entries(account.media).map(([media_id, { data, ...media }]) => ({ media_id, ...media })),
    citizens: Object.entries(account.citizens).map(([openid, citizen]) => ({ openid, ...citizen })),
    chat: account.chat,
    comments: account.comments,
    menu: account.menu,
  };
}

function describe(world, article_id, published) {
  return {
    article_id, media_id: published.media_id, at: published.at, mass: published.mass, banned: published.banned,
    items: published.articles.map((article, n) => shown(article, {
      withContent: false, url: articleUrl(world, article_id, n + 1), content_sha256: article.content_sha256,
    })),
  };
}
