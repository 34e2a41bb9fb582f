/** Audits one endpoint: `node audit.mjs URL [--header 'name: value']…`; fails unless every MUST and SHOULD is ok. */
import { audit, broken, summary } from "./kit/audit.mjs";
import { readOptions } from "./kit/options.mjs";

const results = await audit(readOptions("node audit.mjs URL [--header 'name: value']…"));
for (const { id, name, status, reason } of results.filter((one) => one.status !== "ok")) {
  process.stdout.write(`${status} ${id} ${name}: ${reason}\n`);
}
process.stdout.write(`${summary(results)}\n`);
process.exitCode = broken(results).length === 0 ? 0 : 1;
