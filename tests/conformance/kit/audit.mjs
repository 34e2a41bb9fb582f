/** GraphQL over HTTP: the public audits of graphql-http against any endpoint. */
import { serverAudits } from "graphql-http";

/** Runs every audit; `headers` (a session, a token) go with each request. */
export async function audit({ url, headers = {} }) {
  const fetchFn = (address, init = {}) => fetch(address, { ...init, headers: { ...headers, ...init.headers } });
  const results = [];
  // One after the other: an endpoint that limits its callers must not fail for being asked all at once.
  for (const one of serverAudits({ url, fetchFn })) results.push(await judged(one));
  return results;
}

/** The results that fail the gate: every MUST and SHOULD has to be ok, a MAY need not. */
export function broken(results) {
  return results.filter((one) => one.status !== "ok" && !one.name.startsWith("MAY"));
}

/** One line for people. */
export function summary(results) {
  const count = (word) => {
    const all = results.filter((one) => one.name.startsWith(word));
    return `${word} ${all.filter((one) => one.status === "ok").length}/${all.length}`;
  };
  return ["MUST", "SHOULD", "MAY"].map(count).join(", ");
}

async function judged(one) {
  try {
    return await one.fn();
  } catch (error) {
    // Thrown on a refused or cut connection: worse than a failed audit.
    return { id: one.id, name: one.name, status: "error", reason: String(error.cause ?? error) };
  }
}
