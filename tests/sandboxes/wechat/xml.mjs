/** The little XML that WeChat speaks: elements, CDATA and text; no attributes, no DOCTYPE. */

/** Writes `<xml>…</xml>`: strings become CDATA, numbers text, arrays repeated elements, objects nested ones. */
export function toXml(fields) {
  return `<xml>${elements(fields)}</xml>`;
}

/** Reads `<xml>…</xml>` into an object; repeated elements become arrays. Throws on anything else. */
export function fromXml(text) {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Error("DOCTYPE is refused");
  const reader = { text: text.trim(), position: 0 };
  const [name, value] = readElement(reader);
  if (name !== "xml") throw new Error("root element is not xml");
  if (reader.position !== reader.text.length) throw new Error("text after the root element");
  return typeof value === "string" ? {} : value;
}

function elements(fields) {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => `<${name}>${body(one)}</${name}>`))
    .join("");
}

function body(value) {
  if (typeof value === "object") return elements(value);
  if (typeof value === "number") return String(value);
  return `<![CDATA[${String(value).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

function readElement(reader) {
  const open = /<([A-Za-z_][\w.-]*)\s*(\/?)>/y;
  open.lastIndex = reader.position;
  const match = open.exec(reader.text);
  if (!match) throw new Error(`element expected at ${reader.position}`);
  reader.position = open.lastIndex;
  if (match[2]) return [match[1], ""];
  return [match[1], readContent(reader, `</${match[1]}>`)];
}

function readContent(reader, end) {
  const fields = {};
  let text = "";
  for (;;) {
    const { text: source, position } = reader;
    if (source.startsWith(end, position)) {
      reader.position += end.length;
      return Object.keys(fields).length > 0 ? fields : text;
    }
    if (source.startsWith("<![CDATA[", position)) {
      const stop = source.indexOf("]]>", position);
      if (stop < 0) throw new Error("CDATA has no end");
      text += source.slice(position + 9, stop);
      reader.position = stop + 3;
    } else if (source[position] === "<") {
      const [name, value] = readElement(reader);
      fields[name] = name in fields ? [fields[name], value].flat() : value;
    } else {
      const stop = source.indexOf("<", position);
      if (stop < 0) throw new Error(`${end} is missing`);
      text += unescapeText(source.slice(position, stop)).trim();
      reader.position = stop;
    }
  }
}

function unescapeText(text) {
  const named = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => named[name]);
}
