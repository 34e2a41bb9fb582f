/** A demo matrix to test against: the one at JUZHEN_URL, or a fresh one of JUZHEN_BIN. */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const county = { code: 411325, name: "内乡县" };
export const password = "Juzhen-2026";

/** Resolves to `{ url, stop }` once the matrix answers. */
export async function startMatrix() {
  if (process.env.JUZHEN_URL) return { url: process.env.JUZHEN_URL.replace(/\/$/, ""), stop: async () => {} };
  const binary = process.env.JUZHEN_BIN;
  if (!binary) throw new Error("JUZHEN_BIN names the server to test, or JUZHEN_URL one that runs");
  const folder = await mkdtemp(join(tmpdir(), "juzhen-browser-"));
  // The database runs as a user of its own when the tests run as root.
  await chmod(folder, 0o755);
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = spawn(binary, ["dev", "--data", join(folder, "data"), "--listen", url.slice("http://".length)], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => said.push(chunk));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  await untilReady(url, server, said);
  return { url, stop };
}

async function untilReady(url, server, said) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended:\n${Buffer.concat(said)}`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill("SIGINT");
  throw new Error(`the server was not ready within a minute:\n${Buffer.concat(said)}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
