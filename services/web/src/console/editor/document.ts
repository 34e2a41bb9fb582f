import type { JSONContent } from '@tiptap/core';
import type { Block, BlockOf, ChartData, Focus, PictureData, Span } from '../../shared/article/block';
import { tableNode, tableOf } from './tableData';

/** The document the editor shows for these blocks. An empty article is one empty paragraph, or there is nowhere to type. */
export function toDocument(blocks: readonly Block[]): JSONContent {
  const content = blocks.map(toNode);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function toNode(block: Block): JSONContent {
  switch (block.type) {
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: inline([{ text: block.text }]) };
    case 'paragraph':
      return { type: 'paragraph', content: inline(block.spans) };
    case 'list':
      return {
        type: block.ordered ? 'orderedList' : 'bulletList',
        content: block.items.map((item) => ({ type: 'listItem', content: [{ type: 'paragraph', content: inline(item) }] })),
      };
    case 'quote':
      return { type: 'quote', attrs: { cite: block.cite ?? '' }, content: inline([{ text: block.text }]) };
    case 'image':
      return { type: 'image', attrs: { mediaId: block.mediaId, alt: block.alt, caption: block.caption ?? '', focus: block.focus ?? null } };
    case 'gallery':
      return { type: 'gallery', attrs: { caption: block.caption ?? '', images: block.images } };
    case 'audio':
    case 'video':
    case 'file':
      return { type: block.type, attrs: { mediaId: block.mediaId, title: block.title } };
    case 'link':
      return { type: 'linkCard', attrs: { href: block.href, title: block.title, summary: block.summary ?? '' } };
    case 'policy':
      return { type: 'policy', attrs: { articleId: block.articleId, title: block.title, number: block.number ?? '', href: block.href } };
    case 'table':
      return tableNode(block, inline);
    case 'chart': {
      const { type, ...chart } = block;
      return { type, attrs: { chart } };
    }
  }
}

/** The blocks a document holds. Empty paragraphs are how one makes room while typing, so they are not content. */
export function toBlocks(document: JSONContent): Block[] {
  return (document.content ?? []).flatMap((node) => fromNode(node) ?? []);
}

function fromNode(node: JSONContent): Block | null {
  const attr = (name: string) => word(node.attrs?.[name]);
  switch (node.type) {
    case 'heading':
      return heading(node);
    case 'paragraph': {
      const spans = spansOf(node);
      return spans.length > 0 ? { type: 'paragraph', spans } : null;
    }
    case 'bulletList':
    case 'orderedList': {
      const items = (node.content ?? []).map(spansOf).filter((item) => item.length > 0);
      return items.length > 0 ? { type: 'list', ordered: node.type === 'orderedList', items } : null;
    }
    case 'quote': {
      const text = plain(node).trim();
      return text === '' ? null : { type: 'quote', text, ...optional('cite', attr('cite')) };
    }
    case 'image':
      return { type: 'image', mediaId: attr('mediaId'), alt: attr('alt').trim(), ...optional('caption', attr('caption')), ...focusOf(node) };
    case 'gallery': {
      // One without pictures yet is no block.
      const images = (node.attrs?.['images'] as PictureData[]).map(picture);
      return images.length > 0 ? { type: 'gallery', ...optional('caption', attr('caption')), images } : null;
    }
    case 'audio':
    case 'video':
    case 'file':
      return { type: node.type, mediaId: attr('mediaId'), title: attr('title').trim() };
    case 'linkCard':
      return { type: 'link', href: attr('href').trim(), title: attr('title').trim(), ...optional('summary', attr('summary')) };
    case 'policy':
      return { type: 'policy', articleId: attr('articleId'), title: attr('title').trim(), ...optional('number', attr('number')), href: attr('href') };
    case 'table': {
      const table = tableOf(node, spansOf);
      return table ? { type: 'table', ...table } : null;
    }
    case 'chart': {
      // One whose table is still being written is no block yet.
      const chart = node.attrs?.['chart'] as ChartData;
      return chart.rows.length > 0 ? { type: 'chart', ...chart } : null;
    }
    default:
      return null;
  }
}

function focusOf(node: JSONContent): { focus?: Focus } {
  const focus = node.attrs?.['focus'] as Focus | null | undefined;
  return focus ? { focus } : {};
}

function picture({ mediaId, alt, caption, focus }: PictureData): PictureData {
  return { mediaId, alt: alt.trim(), ...optional('caption', caption ?? ''), ...(focus ? { focus } : {}) };
}

function heading(node: JSONContent): BlockOf<'heading'> | null {
  const text = plain(node).trim();
  const level: unknown = node.attrs?.['level'];
  return text === '' ? null : { type: 'heading', level: level === 3 || level === 4 ? level : 2, text };
}

function inline(spans: readonly Span[]): JSONContent[] {
  return spans
    .filter((span) => span.text !== '')
    .map(({ text, bold, italic, href }) => {
      const marks = [
        ...(bold ? [{ type: 'bold' }] : []),
        ...(italic ? [{ type: 'italic' }] : []),
        ...(href ? [{ type: 'link', attrs: { href } }] : []),
      ];
      return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text };
    });
}

/** The runs of a text block, without white space at its ends; a block of nothing but white space has none. */
function spansOf(node: JSONContent): Span[] {
  const spans = leaves(node).map(({ text = '', marks = [] }): Span => {
    const link = marks.find((mark) => mark.type === 'link');
    return {
      text,
      ...(marks.some((mark) => mark.type === 'bold') ? { bold: true as const } : {}),
      ...(marks.some((mark) => mark.type === 'italic') ? { italic: true as const } : {}),
      ...optional('href', word(link?.attrs?.['href'])),
    };
  });
  const first = spans[0];
  if (first) first.text = first.text.trimStart();
  const last = spans.at(-1);
  if (last) last.text = last.text.trimEnd();
  return spans.filter((span) => span.text !== '');
}

function leaves(node: JSONContent): JSONContent[] {
  return node.type === 'text' ? [node] : (node.content ?? []).flatMap(leaves);
}

function plain(node: JSONContent): string {
  return leaves(node)
    .map((leaf) => leaf.text ?? '')
    .join('');
}

function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return value.trim() === '' ? {} : ({ [key]: value.trim() } as Partial<Record<K, string>>);
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
