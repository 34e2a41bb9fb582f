/** The control API under /_sandbox/. */
import { readControl, sendJson } from "../kit/http.mjs";

/** `METHOD path` → action of (desk, body, query). */
const ACTIONS = {
  "GET outlets": (desk) => desk.list(),
  "POST outlets": (desk, body) => [body.outlets ?? body].flat().map((one) => desk.configure(one)),
  "GET faults": (desk) => desk.faults.list(),
  // A newspaper has one path, and an outlet is what an appid is to WeChat.
  "POST faults": (desk, { outlet = null, ...fault }) => desk.faults.add({ kind: "http", ...fault, path: "hook", appid: outlet }),
  "DELETE faults": (desk) => desk.faults.clear(),
  "GET received": (desk, _, query) => received(desk, query),
  "GET inbox": (desk, _, query) => desk.inbox(query.outlet ?? "default"),
  "GET journal": (desk, _, query) => desk.journal.list({ since: Number(query.since ?? 0) }),
  "POST reset": (desk) => desk.reset(),
};

/** Answers a control request; an impossible one is 400 with a reason. */
export async function answerControl(desk, request, response, url) {
  const path = url.pathname.slice("/_sandbox/".length);
  const action = ACTIONS[`${request.method} ${path}`];
  if (!action) return sendJson(response, 404, { error: `no such control: ${request.method} ${path}`, known: Object.keys(ACTIONS) });
  try {
    const body = request.method === "POST" ? await readControl(request) : {};
    const answer = action(desk, body, Object.fromEntries(url.searchParams));
    return sendJson(response, 200, answer === undefined ? { ok: true } : answer);
  } catch (error) {
    return sendJson(response, 400, { error: error.message });
  }
}

function received(desk, { outlet, verdict, since = 0 }) {
  return desk.received.filter((one) =>
    one.number > Number(since) && (!outlet || one.outlet === outlet) && (!verdict || one.verdict === verdict));
}
