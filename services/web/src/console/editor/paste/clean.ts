import type { Block, BlockOf, Span } from '../../../shared/article/block';
import { addRun, lookOf, plainLook, readText, styleOf, trimmed, type Look } from './inline';
import { inOfficeList, takeMarker, type Marker } from './list';
import { pictureOf, type PastedPicture } from './picture';
import { filled, gridOf } from './table';

export type Pasted = Block | PastedPicture;

/** What is never text: programs, players, cards of a platform, controls, and drawings of office programs. */
const dropped = new Set(
  'script style meta link title head template noscript iframe object embed canvas svg math audio video form input select textarea button mpvoice mpvideo mpvideosnap mpprofile mpcps xml'.split(' '),
);
const containers = new Set(
  'p div section article main header footer aside nav center address dl dt dd fieldset figure figcaption details summary hgroup pre body tbody ul ol li h1 h2 h3 h4 h5 h6 blockquote table tr td th'.split(' '),
);

/** Clean blocks of an article from what another program put on the clipboard as HTML: of its looks only what an article has. */
export function cleanPaste(html: string): Pasted[] {
  const page = new DOMParser().parseFromString(fragmentOf(html), 'text/html');
  const writer = new Writer();
  writer.walk(page.body, plainLook);
  writer.end();
  return writer.blocks;
}

/** Programs on Windows mark what was selected; before it stand their style sheets. */
function fragmentOf(html: string): string {
  const start = html.search(/<!--\s*StartFragment\s*-->/i);
  const end = html.search(/<!--\s*EndFragment\s*-->/i);
  return start >= 0 && end > start ? html.slice(start, end) : html;
}

/** Writes blocks as it walks: runs gather in a line until something ends it. */
class Writer {
  blocks: Pasted[] = [];
  private line: Span[] = [];
  /** An office program's list that may go on in the next paragraph. */
  private officeList: BlockOf<'list'> | null = null;

  walk(parent: Node, look: Look): void {
    for (const node of Array.from(parent.childNodes)) {
      if (node.nodeType === 3) addRun(this.line, readText(node.textContent ?? ''), look);
      else if (node.nodeType === 1) this.element(node as Element, look);
    }
  }

  /** Ends the line; what was in it is a paragraph. */
  end(): void {
    const spans = trimmed(this.line);
    this.line = [];
    if (spans.length > 0) this.put({ type: 'paragraph', spans });
  }

  private put(block: Pasted | null): void {
    if (!block) return;
    if (block !== this.officeList) this.officeList = null;
    this.blocks.push(block);
  }

  private element(element: Element, look: Look): void {
    const tag = element.tagName.toLowerCase();
    if (isDropped(element, tag)) return;
    if (tag === 'br' || tag === 'hr') this.end();
    else if (tag === 'img') this.picture(element);
    else if (tag === 'table') this.table(element, look);
    else if (tag === 'ul' || tag === 'ol') this.list(element, tag === 'ol');
    else if (tag === 'blockquote' && isQuote(element)) this.quote(element);
    else if (headingLevel(element, tag) !== null) this.heading(element, headingLevel(element, tag) ?? 2);
    else if (tag === 'p' && inOfficeList(element)) this.officeItem(element, look);
    else if (containers.has(tag)) this.inside(element, look);
    else this.walk(element, lookOf(element, look));
  }

  private inside(element: Element, look: Look): void {
    this.end();
    this.walk(element, lookOf(element, look));
    this.end();
  }

  private picture(image: Element): void {
    const picture = pictureOf(image);
    if (!picture) return;
    this.end();
    this.put(picture);
  }

  private heading(element: Element, level: 2 | 3 | 4): void {
    this.end();
    const marker = takeMarker(element);
    const text = trimmed(runsOf(element, plainLook))
      .map((span) => span.text)
      .join('');
    const whole = `${marker && marker.kind !== 'bullet' ? marker.text : ''}${text}`;
    if (whole !== '') this.put({ type: 'heading', level, text: whole });
    this.rest(element);
  }

  private quote(element: Element): void {
    this.end();
    const inner = new Writer();
    inner.walk(element, plainLook);
    inner.end();
    const lines = inner.blocks.flatMap((block) => (block.type === 'paragraph' ? [block.spans.map((span) => span.text).join('')] : []));
    if (lines.length > 0) this.put({ type: 'quote', text: lines.join('\n') });
  }

  /** Lists within lists become further items: an article's lists have one level. */
  private list(element: Element, ordered: boolean): void {
    this.end();
    const items = Array.from(element.querySelectorAll('li')).map((item) => trimmed(runsOf(item, plainLook, 'ul,ol')));
    const full = items.filter((item) => item.length > 0);
    if (full.length > 0) this.put({ type: 'list', ordered, items: full });
    this.rest(element);
  }

  private officeItem(paragraph: Element, look: Look): void {
    this.end();
    const marker = takeMarker(paragraph);
    const item = trimmed(runsOf(paragraph, lookOf(paragraph, look)));
    if (item.length > 0) this.officeLine(marker, item);
    this.rest(paragraph);
  }

  private officeLine(marker: Marker | null, item: Span[]): void {
    const list = this.officeList;
    if (!marker && list) list.items.push(item);
    else if (marker?.kind === 'bullet' || marker?.kind === 'number') this.listLine(marker, item);
    else this.put({ type: 'paragraph', spans: trimmed(withMarker(marker, item)) });
  }

  private listLine(marker: Marker, item: Span[]): void {
    const ordered = marker.kind === 'number';
    const next = this.officeList?.ordered === ordered ? this.officeList : null;
    if (next && (!ordered || parseInt(marker.text, 10) === next.items.length + 1)) next.items.push(item);
    // A list of ours counts from one; one that counts on from elsewhere keeps its numbers as words.
    else if (ordered && parseInt(marker.text, 10) !== 1) this.put({ type: 'paragraph', spans: trimmed(withMarker(marker, item)) });
    else {
      const list: BlockOf<'list'> = { type: 'list', ordered, items: [item] };
      this.put(list);
      this.officeList = list;
    }
  }

  private table(element: Element, look: Look): void {
    this.end();
    const grid = gridOf(element);
    if (grid.rows.length <= 1 || (grid.rows[0]?.length ?? 0) <= 1) {
      // One row or one column is a frame around text, not a table.
      grid.rows.flat().forEach((cell) => cell && this.inside(cell, look));
      return;
    }
    const cells = grid.rows.map((row, at) => row.map((cell) => (cell ? cellRuns(cell, at === 0 || cell.tagName.toLowerCase() === 'th') : [])));
    const rows = filled(cells);
    if (rows.length > 0) {
      const caption = grid.caption === '' ? {} : { caption: grid.caption };
      this.put({ type: 'table', ...caption, headerRow: grid.headerRow, headerColumn: grid.headerColumn, rows });
    }
    this.rest(element);
  }

  /** Pictures inside what was taken as one text follow it. */
  private rest(element: Element): void {
    for (const image of Array.from(element.querySelectorAll('img'))) this.put(pictureOf(image));
  }
}

/** The runs of an element in one line; a line broken inside it is a space. */
function runsOf(element: Element, look: Look, without = ''): Span[] {
  const spans: Span[] = [];
  const visit = (parent: Node, outer: Look): void => {
    for (const node of Array.from(parent.childNodes)) {
      if (node.nodeType === 3) addRun(spans, readText(node.textContent ?? ''), outer);
      if (node.nodeType !== 1) continue;
      const child = node as Element;
      const tag = child.tagName.toLowerCase();
      if (isDropped(child, tag) || tag === 'img' || (without !== '' && child.matches(without))) continue;
      const breaks = tag === 'br' || containers.has(tag);
      if (breaks) addSpace(spans, outer);
      visit(child, lookOf(child, outer));
      if (breaks && tag !== 'br') addSpace(spans, outer);
    }
  };
  visit(element, look);
  return spans;
}

function addSpace(spans: Span[], look: Look): void {
  const last = spans.at(-1);
  if (last && !last.text.endsWith(' ')) addRun(spans, ' ', look);
}

/** A head is a head by its place; that its program also made it bold says nothing more. */
function cellRuns(cell: Element, head: boolean): Span[] {
  const runs = trimmed(runsOf(cell, lookOf(cell, plainLook)));
  if (!head) return runs;
  const plain: Span[] = [];
  for (const { text, italic, href } of runs) addRun(plain, text, { bold: false, italic: italic === true, href: href ?? null });
  return plain;
}

function withMarker(marker: Marker | null, item: Span[]): Span[] {
  if (!marker || marker.kind === 'bullet') return item;
  const spans: Span[] = [];
  const [first, ...others] = item;
  addRun(spans, marker.text + (/[.．)]$/u.test(marker.text) ? ' ' : ''), { bold: first?.bold === true, italic: first?.italic === true, href: null });
  for (const span of [...(first ? [first] : []), ...others]) {
    addRun(spans, span.text, { bold: span.bold === true, italic: span.italic === true, href: span.href ?? null });
  }
  return spans;
}

function isDropped(element: Element, tag: string): boolean {
  // o:p holds the mark that ends a paragraph, v: and w: drawings and settings; only a wrapper with text in it is read on.
  if (tag.includes(':')) return (element.textContent ?? '').trim() === '';
  if (dropped.has(tag) || tag.startsWith('mp-') || tag.startsWith('qqmusic')) return true;
  const style = styleOf(element);
  return style.get('display') === 'none' || style.get('visibility') === 'hidden' || style.get('mso-hide') === 'all';
}

/** A heading by its element, its style's name or its place in the outline. The title of the piece is above all of them. */
function headingLevel(element: Element, tag: string): 2 | 3 | 4 | null {
  const outline = tag === 'p' ? Number(/^\d/.exec(styleOf(element).get('mso-outline-level') ?? '')?.[0] ?? NaN) : NaN;
  const named = tag === 'p' ? /^Mso(Title|Heading(\d))/i.exec(element.className) : null;
  const level = /^h[1-6]$/.test(tag) ? Number(tag[1]) : named ? Number(named[2] ?? 1) : outline;
  if (Number.isNaN(level) || level < 1) return null;
  return level === 1 ? 2 : level === 2 ? 3 : 4;
}

/** Pages wrap whole articles into quotations for their looks; someone's words are short and nothing but words. */
function isQuote(element: Element): boolean {
  return element.querySelector('img,table,ul,ol,h1,h2,h3,h4,h5,h6') === null && (element.textContent ?? '').trim().length <= 300;
}
