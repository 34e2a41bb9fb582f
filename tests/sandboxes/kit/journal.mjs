/**
 * The independent record: one JSON line for every call, effect and delivery, written before the caller is answered.
 *
 * A fault test reads this file, not our database, to learn what really happened.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

export class Journal {
  #file = null;
  #sequence = 0;
  entries = [];

  /** Opens `path` for appending; without a path the record is kept in memory only. */
  constructor(path) {
    if (!path) return;
    if (existsSync(path)) this.#sequence = readFileSync(path, "utf8").split("\n").length - 1;
    this.#file = openSync(path, "a");
  }

  /** Appends one entry and returns it. */
  write(kind, detail) {
    const entry = { seq: ++this.#sequence, at: new Date().toISOString(), kind, ...detail };
    this.entries.push(entry);
    if (this.entries.length > 100_000) this.entries.splice(0, 10_000);
    if (this.#file !== null) writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    return entry;
  }

  /** Entries after sequence `since`, of one kind when `kind` is given. */
  list({ since = 0, kind = null } = {}) {
    return this.entries.filter((entry) => entry.seq > since && (kind === null || entry.kind === kind));
  }

  /** Forces the file to disk and closes it. */
  close() {
    if (this.#file === null) return;
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#file = null;
  }
}
