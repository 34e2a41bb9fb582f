/** The command line of the runners: an address, headers, a subscription. */
import { parseArgs } from "node:util";

const OPTIONS = {
  header: { type: "string", multiple: true, default: [] },
  query: { type: "string" },
  via: { type: "string", default: "ws" },
  params: { type: "string" },
  patience: { type: "string", default: "10000" },
};

/** Reads `URL [--header 'name: value']…`; leaves with usage when the address is missing. */
export function readOptions(usage) {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (positionals.length !== 1) {
    process.stderr.write(`${usage}\n`);
    process.exit(2);
  }
  return {
    url: positionals[0],
    headers: parseHeaders(values.header),
    query: values.query,
    via: values.via,
    connectionParams: values.params && JSON.parse(values.params),
    patience: Number(values.patience),
  };
}

/** `["name: value"]` as an object. */
export function parseHeaders(lines) {
  return Object.fromEntries(lines.map((line) => {
    const at = line.indexOf(":");
    if (at < 1) throw new Error(`a header is 'name: value', not ${line}`);
    return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
  }));
}
