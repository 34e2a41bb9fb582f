/**
 * The same demands on our gateway, when one is running. Set by who starts it:
 *
 * - `JUZHEN_URL`: its base address; without it there is nothing to audit here.
 * - `JUZHEN_CONSOLE_HEADERS`, `JUZHEN_OVERSIGHT_HEADERS`: JSON, what a signed-in person's requests carry.
 * - `JUZHEN_SUBSCRIPTION`: a subscription of the console that stays open; `JUZHEN_WS_PATH` if not /console/graphql/ws.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { audit, broken, summary } from "../kit/audit.mjs";
import { transportChecks } from "../kit/transport.mjs";

const { JUZHEN_URL: base, JUZHEN_SUBSCRIPTION: query, JUZHEN_WS_PATH: path = "/console/graphql/ws" } = process.env;
const headersOf = (surface) => JSON.parse(process.env[`JUZHEN_${surface.toUpperCase()}_HEADERS`] ?? "{}");

for (const surface of base ? ["console", "public", "oversight"] : []) {
  test(`${surface}: every MUST and SHOULD of GraphQL over HTTP is ok`, async () => {
    const results = await audit({ url: `${base}/${surface}/graphql`, headers: headersOf(surface) });
    assert.deepEqual(broken(results).map(({ id, name, reason }) => `${id} ${name}: ${reason}`), [], summary(results));
  });
}

if (base && query) {
  test("console: graphql-transport-ws is kept message by message", async () => {
    const url = `${base.replace(/^http/, "ws")}${path}`;
    const checks = await transportChecks({ url, headers: headersOf("console"), query });
    assert.deepEqual(checks.filter((one) => !one.ok), []);
  });
}
