import assert from "node:assert/strict";
import test from "node:test";
import { APPID, wechat } from "./stage.mjs";

const minutes = (n) => ({ advance_s: n * 60 });

test("the stable token stays the same until its last five minutes, then old and new are both good", async (t) => {
  const { freshToken, control, address } = await wechat(t);
  const first = await freshToken();
  assert.equal(first.access_token.length, 512);
  assert.equal("errcode" in first, false);
  assert.equal((await freshToken()).access_token, first.access_token);
  await control("POST", "clock", minutes(116));
  const second = await freshToken();
  assert.notEqual(second.access_token, first.access_token);
  const count = (token) => fetch(`${address}/cgi-bin/draft/count?access_token=${token}`).then((r) => r.json());
  assert.equal((await count(first.access_token)).total_count, 0);
  assert.equal((await count(second.access_token)).total_count, 0);
  await control("POST", "clock", minutes(6));
  assert.equal((await count(first.access_token)).errcode, 42001);
});

test("a forced refresh kills the old token, needs 30 s between and is allowed twenty times a day", async (t) => {
  const { freshToken, control, address } = await wechat(t);
  const old = (await freshToken()).access_token;
  assert.ok((await freshToken({ force_refresh: true })).access_token);
  const answer = await fetch(`${address}/cgi-bin/draft/count?access_token=${old}`).then((r) => r.json());
  assert.equal(answer.errcode, 40001);
  assert.match(answer.errmsg, / rid: /);
  assert.equal((await freshToken({ force_refresh: true })).errcode, 45011);
  for (let n = 1; n < 20; n += 1) {
    await control("POST", "clock", { advance_s: 31 });
    assert.ok((await freshToken({ force_refresh: true })).access_token);
  }
  await control("POST", "clock", { advance_s: 31 });
  assert.equal((await freshToken({ force_refresh: true })).errcode, 45009);
});

test("a new plain token ends the last one after the overlap and leaves the stable one alone", async (t) => {
  const { freshToken, control, address } = await wechat(t);
  const stable = (await freshToken()).access_token;
  const plain = () => fetch(`${address}/cgi-bin/token?grant_type=client_credential&appid=${APPID}&secret=hush`).then((r) => r.json());
  const count = (token) => fetch(`${address}/cgi-bin/draft/count?access_token=${token}`).then((r) => r.json());
  const first = (await plain()).access_token;
  await plain();
  assert.equal((await count(first)).total_count, 0);
  await control("POST", "clock", { advance_s: 301 });
  assert.equal((await count(first)).errcode, 40001);
  assert.equal((await count(stable)).total_count, 0);
});

test("wrong credentials are named", async (t) => {
  const { freshToken, address } = await wechat(t);
  assert.equal((await freshToken({ secret: "wrong" })).errcode, 40125);
  assert.equal((await freshToken({ appid: "wx0" })).errcode, 40013);
  assert.equal((await fetch(`${address}/cgi-bin/draft/count`).then((r) => r.json())).errcode, 41001);
});
