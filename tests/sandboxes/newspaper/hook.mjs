/** POST /hook and /hook/{outlet}: one delivery, with its injected fault if one was ordered. */
import { drop, pause, readBody, send, sendJson } from "../kit/http.mjs";

const BODY_LIMIT = 4 << 20;

/** Answers one delivery. */
export async function answerHook(desk, request, response, url) {
  const outlet = url.pathname.split("/")[2] ?? "default";
  const raw = await readBody(request, BODY_LIMIT);
  const fault = desk.faults.take("hook", outlet);
  if (fault?.kind === "delay") await pause(fault.ms ?? 1000);
  if (fault && ["http", "errcode", "drop", "hang"].includes(fault.kind)) return refuse(desk, request, response, fault, outlet);
  const entry = desk.receive(outlet, request.headers, raw);
  if (fault?.kind === "drop_after") return drop(response);
  if (fault?.kind === "hang_after") return undefined;
  const { verdict, status, reason, faults } = entry;
  return sendJson(response, status, { verdict, reason, faults });
}

function refuse(desk, request, response, fault, outlet) {
  const status = fault.status ?? 500;
  desk.journal.write("delivery", { outlet, verdict: "fault", fault: fault.kind, status, webhook_id: request.headers["webhook-id"] ?? null });
  if (fault.kind === "drop") return drop(response);
  if (fault.kind === "hang") return undefined;
  const headers = fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) };
  return send(response, status, "", headers);
}
