/** Reads multipart/form-data: small, strict, whole body in memory. */

/** Parses `raw` into `{ name: { filename, type, data } }`, or null when the content type is another one. */
export function parseMultipart(contentType, raw) {
  const match = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? "");
  if (!match) return null;
  const delimiter = Buffer.from(`\r\n--${match[1] ?? match[2]}`);
  const source = Buffer.concat([Buffer.from("\r\n"), raw]);
  const parts = {};
  let start = source.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const end = source.indexOf(delimiter, from);
    if (end < 0) break;
    addPart(parts, source.subarray(from + 2, end));
    start = end;
  }
  return parts;
}

function addPart(parts, part) {
  const split = part.indexOf("\r\n\r\n");
  if (split < 0) return;
  const headers = part.subarray(0, split).toString("utf8");
  const name = /\bname="?([^";\r\n]*)"?/i.exec(headers)?.[1];
  if (name === undefined) return;
  parts[name] = {
    filename: /filename="?([^";\r\n]*)"?/i.exec(headers)?.[1] ?? null,
    type: /content-type:\s*([^\r\n]+)/i.exec(headers)?.[1] ?? null,
    data: part.subarray(split + 4),
  };
}
