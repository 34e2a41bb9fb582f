/**
 * Faults to order: the next N calls of a path go wrong in a chosen way.
 *
 * Kinds that act before the call is processed: `errcode`, `http`, `drop`, `hang`.
 * Kinds that act after it: `drop_after` and `hang_after` (the effect is real, the answer is lost), `garbage`.
 * `delay` waits, then processes as usual.
 */
export class Faults {
  static KINDS = ["errcode", "http", "delay", "drop", "hang", "drop_after", "hang_after", "garbage"];

  #queue = [];
  #next = 1;

  /** Adds a fault; returns it with its id. Throws on an unknown kind. */
  add({ kind, path = "*", appid = null, count = 1, skip = 0, ...detail }) {
    if (!Faults.KINDS.includes(kind)) throw new Error(`fault kind is one of ${Faults.KINDS.join(", ")}`);
    const fault = { id: this.#next++, kind, path, appid, left: Number(count), skip: Number(skip), ...detail };
    this.#queue.push(fault);
    return fault;
  }

  /** Takes the fault that applies to this call, or null. */
  take(path, appid = null) {
    for (const fault of this.#queue) {
      if (!matches(fault, path, appid)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.left -= 1;
      if (fault.left <= 0) this.#queue = this.#queue.filter((other) => other !== fault);
      return { ...fault };
    }
    return null;
  }

  /** Faults still waiting. */
  list() {
    return this.#queue.map((fault) => ({ ...fault }));
  }

  /** Forgets every waiting fault. */
  clear() {
    this.#queue = [];
  }
}

function matches(fault, path, appid) {
  const here = fault.path === "*" || path === fault.path || path.endsWith(`/${fault.path}`);
  return here && (fault.appid === null || fault.appid === appid);
}
