/** The runners find the reference faultless and a faulty server faulty. */
import assert from "node:assert/strict";
import test from "node:test";
import { audit, broken } from "../kit/audit.mjs";
import { parseHeaders } from "../kit/options.mjs";
import { subscribe } from "../kit/subscribe.mjs";
import { transportChecks } from "../kit/transport.mjs";
import { reference } from "./reference.mjs";

const QUERY = "subscription { tick }";

test("the reference passes every audit", async (t) => {
  const { http } = await reference(t);
  const results = await audit({ url: http });
  assert.equal(results.length, 61);
  assert.deepEqual(broken(results), []);
});

test("a server that answers wrongly is found out", async (t) => {
  const { http } = await reference(t, (_, response) => response.writeHead(200, { "content-type": "text/plain" }).end("{}"));
  assert.ok(broken(await audit({ url: http })).length > 10);
});

test("the given headers go with every request", async (t) => {
  const closed = (request, response) => request.headers.cookie !== "session=1" && response.writeHead(401).end();
  const { http } = await reference(t, closed);
  assert.notDeepEqual(broken(await audit({ url: http })), []);
  assert.deepEqual(broken(await audit({ url: http, headers: parseHeaders(["Cookie: session=1"]) })), []);
});

for (const via of ["ws", "sse"]) {
  test(`a subscription delivers over ${via}`, async (t) => {
    const server = await reference(t);
    const results = await subscribe({ url: server[via], via, query: QUERY, count: 3 });
    assert.deepEqual(results.map((one) => one.data.tick), [1, 2, 3]);
  });
}

test("a silent server ends in a named failure", async (t) => {
  const { http } = await reference(t, () => true);
  await assert.rejects(subscribe({ url: http, via: "sse", query: QUERY, patience: 50 }), /nothing came over sse/);
});

test("the reference closes with the right codes", async (t) => {
  const { ws } = await reference(t);
  const checks = await transportChecks({ url: ws, query: QUERY, patience: 1000 });
  assert.deepEqual(checks.filter((one) => !one.ok), []);
  assert.equal(checks.length, 7);
});
