/** Everything the sandbox knows: accounts with their drafts, jobs, articles, media and citizens, third-party platforms, and one clock. */
import { createHash, randomBytes } from "node:crypto";
import { StateFile } from "../kit/state.mjs";

const MODES = ["plain", "safe", "compat"];
const COMPONENT_DEFAULTS = {
  secret: "", token: "", encoding_aes_key: "", callback_url: "", messages_url: "", rotates_refresh: false,
  callback_timeout_ms: 5000, callback_retries: 3, callback_gap_ms: 1000,
};

export class World {
  #offset = 0;
  #state;
  accounts = {};
  components = {};
  outcomes = [];
  timers = new Set();
  base = "http://127.0.0.1";

  constructor({ journal, faults, stateFile = null }) {
    this.journal = journal;
    this.faults = faults;
    this.#state = new StateFile(stateFile, () => ({ offset: this.#offset, outcomes: this.outcomes, accounts: this.accounts, components: this.components }));
    const kept = this.#state.load();
    if (kept) this.#restore(kept);
  }

  /** The sandbox's time in milliseconds; the control API moves it forward. */
  now() {
    return Date.now() + this.#offset;
  }

  /** The same in whole seconds, as the protocol writes it. */
  seconds() {
    return Math.floor(this.now() / 1000);
  }

  /** Moves the clock. */
  advance(milliseconds) {
    this.#offset += milliseconds;
    this.save();
  }

  /** Adds an account or changes the settings of one; everything it holds stays. */
  configure(settings) {
    const config = normalize(settings);
    const known = this.accounts[config.appid];
    if (known) known.config = { ...known.config, ...config };
    else this.accounts[config.appid] = { config: withDefaults(config), ...emptyHoldings() };
    this.save();
    return this.accounts[config.appid];
  }

  /** Adds a third-party platform or changes the settings of one. */
  configureComponent(settings) {
    const { messagesUrl, ...rest } = settings;
    const config = normalize(messagesUrl === undefined ? rest : { ...rest, messages_url: messagesUrl });
    const known = this.components[config.appid];
    if (known) known.config = { ...known.config, ...config };
    else this.components[config.appid] = { config: { ...COMPONENT_DEFAULTS, ...config }, ...emptyComponent() };
    this.save();
    return this.components[config.appid];
  }

  /** The third-party platform with this appid, or undefined. */
  component(appid) {
    return Object.hasOwn(this.components, appid ?? "") ? this.components[appid] : undefined;
  }

  /** The account with this appid, or undefined. */
  account(appid) {
    return Object.hasOwn(this.accounts, appid ?? "") ? this.accounts[appid] : undefined;
  }

  /** Empties every account and platform but keeps their settings. */
  reset() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.outcomes = [];
    this.#offset = 0;
    for (const account of Object.values(this.accounts)) Object.assign(account, emptyHoldings());
    for (const component of Object.values(this.components)) Object.assign(component, emptyComponent());
    this.save();
  }

  /** Records something that really changed. */
  effect(account, effect, detail) {
    this.save();
    return this.journal.write("effect", { effect, appid: account.config.appid, ...detail });
  }

  /** Runs `action` after `milliseconds`, unless the sandbox stops first. */
  later(milliseconds, action) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, milliseconds);
    this.timers.add(timer);
  }

  /** Says that something changed and the state file is to follow. */
  save() {
    this.#state.touch();
  }

  /** Stops every timer and saves. */
  stop() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.#state.flush();
  }

  #restore({ offset, outcomes, accounts, components = {} }) {
    this.#offset = offset;
    this.outcomes = outcomes;
    this.accounts = accounts;
    this.components = components;
  }
}

/** A fresh opaque identifier of `length` URL-safe characters. */
export function opaque(length, prefix = "") {
  return (prefix + randomBytes(length).toString("base64url")).slice(0, length);
}

/** The sha256 of a text, in hex. */
export function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}

function normalize(settings) {
  const { encodingAesKey, callbackUrl, callback, originalId, ...rest } = settings;
  const config = { ...rest };
  if (encodingAesKey !== undefined) config.encoding_aes_key = encodingAesKey;
  if (callbackUrl ?? callback) config.callback_url = callbackUrl ?? callback;
  if (originalId !== undefined) config.original_id = originalId;
  if (!config.appid) throw new Error("an account needs an appid");
  if (config.mode === "aes") config.mode = "safe";
  if (config.mode !== undefined && !MODES.includes(config.mode)) throw new Error(`mode is one of ${MODES.join(", ")}, aes`);
  return config;
}

function withDefaults(config) {
  return {
    secret: "", token: "", encoding_aes_key: "", callback_url: "", mode: "plain", kind: "service", comments: true,
    name: config.appid, original_id: `gh_${sha256(config.appid).slice(0, 12)}`, publish_delay_ms: 300,
    callback_timeout_ms: 5000, callback_retries: 3, callback_gap_ms: 1000, token_overlap_s: 300, ...config,
  };
}

function emptyHoldings() {
  return {
    plain_tokens: [], stable: null, forced: null, quota: null, clears: null, minute: {},
    drafts: {}, media: {}, jobs: {}, articles: {}, masses: {}, citizens: {}, chat: [], comments: {}, menu: null, counter: 0,
    authorized: null,
  };
}

function emptyComponent() {
  return { tickets: [], token: null, pre_auth_codes: {}, codes: {} };
}
