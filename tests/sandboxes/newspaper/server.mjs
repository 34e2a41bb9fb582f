/** A newspaper that receives signed ninjs pieces. See ../README.md. */
import { readJsonFile, readOptions, runUntilSignal } from "../kit/serve.mjs";
import { build } from "./app.mjs";

const USAGE = "node newspaper/server.mjs [--port P] [--host H] [--accounts FILE] [--log FILE] [--state FILE]";

const options = readOptions("Newspaper sandbox", USAGE);
const app = build({ ...options, accounts: readJsonFile(options.accounts, []) });
await runUntilSignal({ ...app, options });
