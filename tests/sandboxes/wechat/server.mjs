/** A WeChat Official Account platform on one port. See ../README.md. */
import { readJsonFile, readOptions, runUntilSignal } from "../kit/serve.mjs";
import { build } from "./app.mjs";

const USAGE = "node wechat/server.mjs [--port P] [--host H] [--accounts FILE] [--log FILE] [--state FILE]";

const options = readOptions("WeChat sandbox", USAGE);
const app = build({ ...options, accounts: readJsonFile(options.accounts, []) });
await runUntilSignal({ ...app, options });
