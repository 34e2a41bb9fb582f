/** What both sandboxes need of HTTP: read a body within a limit, answer, and carry out an injected fault. */

/** Thrown when a request body is larger than the limit given to `readBody`. */
export class BodyTooLarge extends Error {}

/** Reads the whole body; a body over `limit` bytes is drained and refused. */
export async function readBody(request, limit) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new BodyTooLarge(`body of ${size} bytes is over ${limit}`);
  return Buffer.concat(chunks);
}

/** Answers with JSON as raw UTF-8. */
export function sendJson(response, status, value, headers = {}) {
  send(response, status, JSON.stringify(value), { "content-type": "application/json; charset=utf-8", ...headers });
}

/** Answers with bytes or text. */
export function send(response, status, body, headers = {}) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  response.writeHead(status, { "content-length": bytes.length, ...headers });
  response.end(bytes);
}

/** Cuts the connection so that the caller sees a reset and no answer. */
export function drop(response) {
  response.socket?.resetAndDestroy();
}

/** Resolves after `ms` milliseconds of real time. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Parses a control request: an empty body is an empty object. */
export async function readControl(request) {
  const raw = await readBody(request, 32 << 20);
  return raw.length === 0 ? {} : JSON.parse(raw.toString("utf8"));
}

/** Makes text safe inside HTML text and quoted attributes. */
export function escapeHtml(text) {
  return String(text ?? "").replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
