/** A state file: written soon after a change, whole or not at all, so that a restarted sandbox remembers. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export class StateFile {
  #path;
  #read;
  #timer = null;

  /** `read` gives the value to keep; without a path nothing is kept. */
  constructor(path, read) {
    this.#path = path;
    this.#read = read;
  }

  /** What was kept by an earlier process, or null. */
  load() {
    return this.#path && existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, "utf8")) : null;
  }

  /** Keeps the value soon; many changes share one write. */
  touch() {
    if (this.#path) this.#timer ??= setTimeout(() => this.flush(), 100);
  }

  /** Keeps the value now. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#path) return;
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#read()));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
