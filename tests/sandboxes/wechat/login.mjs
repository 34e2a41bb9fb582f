/** 授权页: where an account's administrator, having scanned, gives it to a third-party platform; then the browser goes back there. */
import { escapeHtml, readBody, send } from "../kit/http.mjs";
import { authorize } from "./component.mjs";

/** Its path at mp.weixin.qq.com, for which the sandbox stands too. */
export const LOGIN_PAGE = "/cgi-bin/componentloginpage";

/** Answers the page, and the choice made on it. */
export async function answerLogin(world, request, response, url) {
  const { component_appid, pre_auth_code, redirect_uri, biz_appid } = Object.fromEntries(url.searchParams);
  const component = world.component(component_appid);
  const code = component?.pre_auth_codes[pre_auth_code];
  if (!code || code.until <= world.now() || !redirect_uri) return page(response, 400, "<p>参数错误，或链接已过期</p>");
  if (request.method !== "POST") return page(response, 200, choice(world, biz_appid));
  const account = world.account(new URLSearchParams((await readBody(request, 4096)).toString()).get("appid"));
  if (!account) return page(response, 400, "<p>没有这个公众号</p>");
  const { redirect } = await authorize(world, component, account, { pre_auth_code, redirect_uri });
  response.writeHead(302, { location: redirect }).end();
}

/** The named account alone, where the link names one. */
function choice(world, appid) {
  const accounts = Object.values(world.accounts).filter(({ config }) => !appid || config.appid === appid);
  const buttons = accounts.map(({ config }) => `<button name="appid" value="${escapeHtml(config.appid)}">${escapeHtml(config.name)}</button>`);
  return `<h1>授权给第三方平台</h1><form method="post">${buttons.join(" ")}</form>`;
}

function page(response, status, body) {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>公众号授权</title><main>${body}</main></html>`;
  send(response, status, html, { "content-type": "text/html; charset=utf-8" });
}
