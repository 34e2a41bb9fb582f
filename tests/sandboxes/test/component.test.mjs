import assert from "node:assert/strict";
import test from "node:test";
import { decrypt, sign } from "../wechat/crypto.mjs";
import { fromXml } from "../wechat/xml.mjs";
import { ACCOUNT, APPID, KEY, client, receiver } from "./stage.mjs";
import { start } from "../wechat/app.mjs";

const COMPONENT = { appid: "wxc0000000000000001", secret: "hush-hush", token: "CCCCC", encodingAesKey: KEY.replace("a", "z"), callback_gap_ms: 5 };

/** A platform with one account, and a receiver of what it is told; `told` opens each event. */
async function platform(t, settings = {}) {
  const { address: callback_url, deliveries } = await receiver(t);
  const messages_url = callback_url.replace("callback", "$APPID$/callback");
  const components = [{ ...COMPONENT, callback_url, messages_url, ...settings }];
  const sandbox = await start({ accounts: { accounts: [ACCOUNT], components } });
  t.after(() => sandbox.stop());
  const { control } = client(sandbox.address);
  const told = () => deliveries.map(({ body }) => fromXml(decrypt(COMPONENT.encodingAesKey, COMPONENT.appid, fromXml(body).Encrypt)));
  const post = async (api, token, body) => {
    const query = token === undefined ? "" : `?component_access_token=${token}`;
    const answer = await fetch(`${sandbox.address}/cgi-bin/${api}${query}`, { method: "POST", body: JSON.stringify(body) });
    return answer.json();
  };
  const named = { component_appid: COMPONENT.appid };
  const token = async () => {
    await control("POST", "components/ticket", {});
    const component_verify_ticket = told().at(-1).ComponentVerifyTicket;
    const body = { ...named, component_appsecret: COMPONENT.secret, component_verify_ticket };
    return (await post("component/api_component_token", undefined, body)).component_access_token;
  };
  const call = async (api, body = {}) => post(`component/${api}`, await token(), { ...named, ...body });
  return { address: sandbox.address, control, deliveries, told, post, token, call };
}

/** An account given to the platform; what its code was exchanged for. */
async function given(wx) {
  const { auth_code } = await wx.control("POST", "components/authorize", {});
  return (await wx.call("api_query_auth", { authorization_code: auth_code })).authorization_info;
}

test("a ticket is told sealed and signed, and is exchanged for a token that stays the same", async (t) => {
  const wx = await platform(t);
  const first = await wx.token();
  const { query, body } = wx.deliveries[0];
  assert.equal(query.msg_signature, sign("CCCCC", query.timestamp, query.nonce, fromXml(body).Encrypt));
  assert.equal(wx.told()[0].InfoType, "component_verify_ticket");
  assert.equal(await wx.token(), first);
  await wx.control("POST", "clock", { advance_s: 7000 });
  assert.notEqual(await wx.token(), first);
});

test("a ticket nobody told is 61006, one of twelve hours ago 61005", async (t) => {
  const wx = await platform(t);
  const ask = (component_verify_ticket) =>
    wx.post("component/api_component_token", undefined, { component_appid: COMPONENT.appid, component_appsecret: "hush-hush", component_verify_ticket });
  assert.equal((await ask("ticket@@@none")).errcode, 61006);
  await wx.control("POST", "components/ticket", {});
  await wx.control("POST", "components/ticket/expire", {});
  assert.equal((await ask(wx.told()[0].ComponentVerifyTicket)).errcode, 61005);
});

test("an authorised account is called with its token until it is taken back", async (t) => {
  const wx = await platform(t);
  const info = await given(wx);
  const count = () => fetch(`${wx.address}/cgi-bin/draft/count?access_token=${info.authorizer_access_token}`).then((r) => r.json());
  assert.equal(info.authorizer_appid, APPID);
  assert.equal((await count()).total_count, 0);
  await wx.control("POST", "components/unauthorize", {});
  assert.equal(wx.told().at(-1).InfoType, "unauthorized");
  assert.equal((await count()).errcode, 61003);
  const refresh = { authorizer_appid: APPID, authorizer_refresh_token: info.authorizer_refresh_token };
  assert.equal((await wx.call("api_authorizer_token", refresh)).errcode, 61003);
});

test("a code is exchanged once, and a changed authorisation tells another", async (t) => {
  const wx = await platform(t);
  const { auth_code: authorization_code } = await wx.control("POST", "components/authorize", {});
  assert.ok((await wx.call("api_query_auth", { authorization_code })).authorization_info.authorizer_access_token);
  assert.equal((await wx.call("api_query_auth", { authorization_code })).errcode, 61009);
  await wx.control("POST", "components/authorize", {});
  assert.deepEqual(wx.told().filter((one) => one.AuthorizerAppid).map((one) => one.InfoType), ["authorized", "updateauthorized"]);
});

test("a refresh gives a new refresh token where the platform is so set, and the old one ends", async (t) => {
  const wx = await platform(t, { rotates_refresh: true });
  const { authorizer_refresh_token: first } = await given(wx);
  const ask = (authorizer_refresh_token) => wx.call("api_authorizer_token", { authorizer_appid: APPID, authorizer_refresh_token });
  const { authorizer_refresh_token: second } = await ask(first);
  assert.notEqual(second, first);
  assert.equal((await ask(first)).errcode, 61023);
  assert.ok((await ask(second)).authorizer_access_token);
});

test("the page gives the account and sends the browser back with a code", async (t) => {
  const wx = await platform(t);
  const { pre_auth_code } = await wx.call("api_create_preauthcode");
  const query = new URLSearchParams({ component_appid: COMPONENT.appid, pre_auth_code, redirect_uri: "http://here.example/back?state=1" });
  const page = `${wx.address}/cgi-bin/componentloginpage?${query}`;
  assert.match(await fetch(page).then((r) => r.text()), /内乡发布/);
  const sent = await fetch(page, { method: "POST", body: new URLSearchParams({ appid: APPID }), redirect: "manual" });
  const back = new URL(sent.headers.get("location"));
  assert.equal(back.searchParams.get("state"), "1");
  assert.ok((await wx.call("api_query_auth", { authorization_code: back.searchParams.get("auth_code") })).authorization_info);
  assert.equal((await fetch(page)).status, 400);
});

test("messages of an authorised account go to the platform's address, under its key", async (t) => {
  const wx = await platform(t);
  await given(wx);
  await wx.control("POST", "citizens/say", { content: "路灯坏了" });
  assert.equal(wx.told().at(-1).Content, "路灯坏了");
});

test("tokens are not taken for one another, and none of them is in the log", async (t) => {
  const wx = await platform(t);
  const info = await given(wx);
  const own = await wx.token();
  const count = await fetch(`${wx.address}/cgi-bin/draft/count?access_token=${own}`).then((r) => r.json());
  assert.equal(count.errcode, 61015);
  assert.equal((await wx.post("component/api_create_preauthcode", info.authorizer_access_token, {})).errcode, 61014);
  const log = JSON.stringify(await wx.control("GET", "journal"));
  for (const secret of [own, info.authorizer_access_token, info.authorizer_refresh_token, wx.told()[0].ComponentVerifyTicket]) assert.ok(!log.includes(secret));
});
