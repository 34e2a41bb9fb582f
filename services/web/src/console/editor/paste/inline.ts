import type { Span } from '../../../shared/article/block';
import { webLink } from '../webLink';

/** How the text of an element looks, as far as an article keeps it. */
export interface Look {
  bold: boolean;
  italic: boolean;
  href: string | null;
}

export const plainLook: Look = { bold: false, italic: false, href: null };

/** The look inside an element: fonts, sizes and colours are nothing to us; weight, slant and a web link are. */
export function lookOf(element: Element, outer: Look): Look {
  const tag = element.tagName.toLowerCase();
  const style = styleOf(element);
  const weight = style.get('font-weight');
  const slant = style.get('font-style');
  const href = tag === 'a' ? (element.getAttribute('href') ?? '').trim() : '';
  return {
    bold: weight ? isBold(weight) : outer.bold || tag === 'b' || tag === 'strong',
    italic: slant ? /italic|oblique/.test(slant) : outer.italic || tag === 'i' || tag === 'em',
    href: webLink(href) ? href : outer.href,
  };
}

function isBold(weight: string): boolean {
  return /^bold/.test(weight) || Number(weight) >= 600;
}

/** The declarations of a style attribute, also those of office programs that no browser keeps. */
export function styleOf(element: Element): Map<string, string> {
  const declarations = (element.getAttribute('style') ?? '').split(';').map((one) => {
    const colon = one.indexOf(':');
    return [one.slice(0, colon).trim().toLowerCase(), one.slice(colon + 1).trim().toLowerCase()] as const;
  });
  return new Map(declarations.filter(([name]) => name !== ''));
}

/** Characters between which a line break of the source is no space. */
const wide = '[\\u2E80-\\u303F\\u3041-\\u30FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFFEF]';
const brokenLine = new RegExp(`(?<=${wide})[ \\t]*[\\r\\n]+[ \\t]*(?=${wide})`, 'gu');

/** Text of the source as a reader sees it. Office programs break its lines anywhere, in the midst of Chinese too. */
export function readText(source: string): string {
  return source
    .replace(/[\u200B-\u200D\u2060\uFEFF]/gu, '')
    .replace(brokenLine, '')
    .replace(/[ \t\r\n\f\u00A0]+/gu, ' ');
}

/** Adds a run, joined to the one before it where they look the same. */
export function addRun(spans: Span[], text: string, look: Look): void {
  if (text === '') return;
  const span: Span = {
    text,
    ...(look.bold ? { bold: true as const } : {}),
    ...(look.italic ? { italic: true as const } : {}),
    ...(look.href ? { href: look.href } : {}),
  };
  const last = spans.at(-1);
  if (last && last.bold === span.bold && last.italic === span.italic && last.href === span.href) last.text += text;
  else spans.push(span);
}

/** Runs without the white space at their ends; full-width spaces at the start are how a typewriter indents. */
export function trimmed(spans: readonly Span[]): Span[] {
  const runs = spans.map((span) => ({ ...span }));
  while (runs[0] && runs[0].text.trimStart() === '') runs.shift();
  while (runs.at(-1)?.text.trimEnd() === '') runs.pop();
  const first = runs[0];
  if (first) first.text = first.text.trimStart();
  const last = runs.at(-1);
  if (last) last.text = last.text.trimEnd();
  // A line that the source broke between two runs, and two spaces that met, are one.
  for (const [index, run] of runs.entries()) {
    if (run.text.startsWith(' ') && runs[index - 1]?.text.endsWith(' ')) run.text = run.text.slice(1);
  }
  return merged(runs.filter((run) => run.text !== ''));
}

/** White space in one look between two runs of another is no reason for a third. */
function merged(runs: Span[]): Span[] {
  const out: Span[] = [];
  for (const run of runs) {
    addRun(out, run.text, { bold: run.bold === true, italic: run.italic === true, href: run.href ?? null });
  }
  return out;
}
