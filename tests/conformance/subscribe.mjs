/**
 * Subscribes to one endpoint and checks the transport:
 * `node subscribe.mjs URL --query 'subscription {…}' [--via ws|sse] [--params JSON] [--header 'name: value']…`
 */
import { readOptions } from "./kit/options.mjs";
import { subscribe } from "./kit/subscribe.mjs";
import { transportChecks } from "./kit/transport.mjs";

const options = readOptions("node subscribe.mjs URL --query 'subscription {…}' [--via ws|sse] [--params JSON] [--header 'name: value']…");
const [result] = await subscribe(options);
process.stdout.write(`${JSON.stringify(result)}\n`);
if (options.via === "ws") {
  const checks = await transportChecks(options);
  for (const { name, ok, reason } of checks) process.stdout.write(`${ok ? "ok" : "not ok"} ${name} (${reason})\n`);
  process.exitCode = checks.every((one) => one.ok) ? 0 : 1;
}
