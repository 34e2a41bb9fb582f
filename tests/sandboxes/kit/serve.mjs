/** The command line both sandboxes share: options, one ready line, a clean stop. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const OPTIONS = {
  port: { type: "string", default: "0" },
  host: { type: "string", default: "127.0.0.1" },
  accounts: { type: "string" },
  log: { type: "string" },
  state: { type: "string" },
  help: { type: "boolean", default: false },
};

/** Reads the command line; prints usage and leaves when asked to or when it is wrong. */
export function readOptions(name, usage) {
  let values;
  try {
    ({ values } = parseArgs({ options: OPTIONS }));
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`);
    process.exit(2);
  }
  if (values.help) {
    process.stdout.write(`${name}\n${usage}\n`);
    process.exit(0);
  }
  return { ...values, port: Number(values.port) };
}

/** The parsed JSON of a file, or `fallback` when no file is named. */
export function readJsonFile(path, fallback) {
  return path ? JSON.parse(readFileSync(path, "utf8")) : fallback;
}

/** Listens; resolves to the base address. */
export function listen(server, { host = "127.0.0.1", port = 0 } = {}) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const shown = host === "0.0.0.0" ? "127.0.0.1" : host;
      resolve(`http://${shown}:${server.address().port}`);
    });
  });
}

/** Stops accepting, cuts what is open (a hanging fault never ends by itself) and resolves when closed. */
export function close(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** Runs until SIGTERM or SIGINT, then calls `stop` and leaves with 0. */
export async function runUntilSignal({ server, options, started, stop }) {
  const address = await listen(server, options);
  await started(address);
  process.stdout.write(`${JSON.stringify({ listening: address })}\n`);
  const leave = async () => {
    await stop();
    await close(server);
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, leave);
}
