/** A demo matrix to test against, with both sandboxes beside it: a fresh one of JUZHEN_BIN. */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.mjs";

export const county = { code: 411325, name: "内乡县" };
export const neighbour = { code: 411323, name: "西峡县" };
export const province = { code: 410000, name: "河南省" };
export const password = "Juzhen-2026";

/** Resolves to `{ url, wechat, newspaper, stop }` once all three answer. */
export async function startMatrix() {
  const binary = process.env.JUZHEN_BIN;
  if (!binary) throw new Error("JUZHEN_BIN names the server to test");
  const folder = await mkdtemp(join(tmpdir(), "juzhen-browser-"));
  // The database runs as a user of its own when the tests run as root.
  await chmod(folder, 0o755);
  const started = [];
  const stop = async () => {
    // The server first: its worker may be talking to a sandbox.
    for (const one of started.reverse()) {
      await one.stop();
      tellFaults(one.said());
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [wechat, newspaper] = [await sandbox("wechat", folder), await sandbox("newspaper", folder)];
    started.push(wechat, newspaper);
    const server = await matrix(binary, folder, wechat, newspaper);
    started.push(server);
    return { url: server.url, wechat: control(wechat.url), newspaper: control(newspaper.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function matrix(binary, folder, wechat, newspaper) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const to = ["--listen", url.slice("http://".length), "--wechat", wechat.url, "--newspaper", newspaper.url];
  const server = run(binary, ["dev", "--data", join(folder, "data"), ...to], folder);
  await untilSaid(server, `${url}/oversight`);
  await until("the matrix is ready", () => fetch(`${url}/readyz`).then((answer) => answer.ok, () => false), server.stillRuns);
  return { url, stop: server.stop, said: server.said };
}

async function sandbox(name, folder) {
  const program = fileURLToPath(new URL(`../../sandboxes/${name}/server.mjs`, import.meta.url));
  const server = run(process.execPath, [program, "--port", "0", "--log", join(folder, `${name}.jsonl`)], folder);
  const [, url] = await untilSaid(server, /"listening":"([^"]+)"/);
  return { url, stop: server.stop, said: server.said };
}

/** What a server logged as an error belongs beside the test that met it. */
function tellFaults(said) {
  for (const line of said.split("\n")) if (line.includes("ERROR")) console.error(line);
}

/** A child whose words are kept, to be told when it ends before it should. */
function run(command, words, cwd) {
  const child = spawn(command, words, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    said: () => said,
    stillRuns: () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${command} ended:\n${said}`);
    },
    stop: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

function untilSaid(server, words) {
  const found = () => (typeof words === "string" ? server.said().includes(words) : words.exec(server.said()));
  return until(`a child says ${words}`, found, server.stillRuns);
}

/** A sandbox's own hand: `look` reads what it saw, `tell` sets its stage. */
function control(url) {
  const ask = async (path, options) => {
    const answer = await fetch(`${url}/_sandbox/${path}`, options);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    look: (path) => ask(path),
    tell: (path, body) => ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
