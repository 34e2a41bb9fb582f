/** The newspaper's desk: its outlets with their secrets, what arrived for each, and the verdict on it. */
import { Webhook } from "standardwebhooks";
import { StateFile } from "../kit/state.mjs";
import { faultsOf } from "./ninjs.mjs";

/** Verdict → HTTP status. A repeated webhook-id is acknowledged, as a sender cannot know that we had it. */
const STATUS = { accepted: 200, duplicate: 200, stale: 400, unsigned: 400, bad_signature: 401, invalid_json: 400, invalid_ninjs: 422, unknown_outlet: 404 };

export class Desk {
  outlets = {};
  received = [];

  #state;

  constructor({ journal, faults, stateFile = null }) {
    this.journal = journal;
    this.faults = faults;
    this.#state = new StateFile(stateFile, () => ({ outlets: this.outlets, received: this.received }));
    Object.assign(this, this.#state.load());
  }

  /** Adds an outlet or changes its title or secrets (several while one is being rotated). */
  configure({ name = "default", title, secrets, secret }) {
    const known = this.outlets[name] ?? { name, title: name, secrets: [], seen: {} };
    const keys = secrets ?? (secret === undefined ? known.secrets : [secret]);
    for (const key of keys) new Webhook(key);
    this.outlets[name] = { ...known, title: title ?? known.title, secrets: keys };
    this.#state.touch();
    return publicOutlet(this.outlets[name]);
  }

  /** Judges one delivery, remembers and records it; returns the entry. */
  receive(outletName, headers, raw) {
    const outlet = Object.hasOwn(this.outlets, outletName) ? this.outlets[outletName] : undefined;
    const verdict = judge(outlet, headers, raw);
    const id = headers["webhook-id"] ?? null;
    if (verdict.verdict === "accepted") outlet.seen[id] = true;
    const entry = {
      number: this.received.length + 1, at: new Date().toISOString(), outlet: outletName, webhook_id: id,
      timestamp: headers["webhook-timestamp"] ?? null, size: raw.length, status: STATUS[verdict.verdict], ...verdict,
    };
    this.received.push(entry);
    const { document, ...line } = entry;
    this.journal.write("delivery", { ...line, ...identity(document) });
    this.#state.touch();
    return entry;
  }

  /** Forgets what arrived and which ids were seen; secrets stay. */
  reset() {
    this.received = [];
    this.faults.clear();
    for (const outlet of Object.values(this.outlets)) outlet.seen = {};
    this.#state.touch();
  }

  /** Keeps what is known. */
  stop() {
    this.#state.flush();
  }

  /** The latest accepted version of every piece of an outlet, newest first, with earlier versions counted. */
  inbox(outletName) {
    const pieces = new Map();
    for (const entry of this.received) {
      if (entry.verdict !== "accepted" || entry.outlet !== outletName) continue;
      const key = entry.document.uri;
      const versions = (pieces.get(key)?.versions ?? 0) + 1;
      pieces.delete(key);
      pieces.set(key, { ...entry, versions, withdrawn: entry.document.pubStatus === "canceled" });
    }
    return [...pieces.values()].reverse();
  }

  /** Outlets without their secrets. */
  list() {
    return Object.values(this.outlets).map(publicOutlet);
  }
}

function judge(outlet, headers, raw) {
  if (!outlet) return { verdict: "unknown_outlet" };
  const signature = verify(outlet, headers, raw);
  if (signature.verdict !== "accepted") return signature;
  const repeated = Object.hasOwn(outlet.seen, headers["webhook-id"]);
  if (repeated) return { verdict: "duplicate" };
  const xml = (headers["content-type"] ?? "").startsWith("application/vnd.iptc.g2.newsitem+xml");
  return xml ? examineXml(raw.toString("utf8")) : examine(raw);
}

/** Tries every secret: during a rotation either may have signed. */
function verify(outlet, headers, raw) {
  let reason = "no secret is set";
  for (const secret of outlet.secrets) {
    try {
      new Webhook(secret).verify(raw, headers, { jsonParse: false });
      return { verdict: "accepted" };
    } catch (error) {
      reason = error.message;
    }
  }
  if (/timestamp/i.test(reason)) return { verdict: "stale", reason };
  if (/missing required|invalid signature headers/i.test(reason)) return { verdict: "unsigned", reason };
  return { verdict: "bad_signature", reason };
}

function examine(raw) {
  let document;
  try {
    document = JSON.parse(raw.toString("utf8"));
  } catch (error) {
    return { verdict: "invalid_json", reason: error.message };
  }
  const faults = faultsOf(document);
  return faults.length > 0 ? { verdict: "invalid_ninjs", faults, document } : { verdict: "accepted", document };
}

/** NewsML-G2 is taken as it is: a peer that parses it judges it elsewhere. */
function examineXml(document) {
  const item = /^<\?xml[^>]*\?>\s*<newsItem [^>]*guid="urn:uuid:[^>]*>[\s\S]*<\/newsItem>$/.test(document);
  return item ? { verdict: "accepted", document } : { verdict: "invalid_json", reason: "no newsItem", document };
}

function identity(document) {
  if (!document || typeof document !== "object") return {};
  const { uri, version, pubStatus, headlines } = document;
  return { uri, version, pubStatus, headline: headlines?.[0]?.value };
}

function publicOutlet({ name, title, secrets, seen }) {
  return { name, title, secrets: secrets.length, seen: Object.keys(seen).length };
}
