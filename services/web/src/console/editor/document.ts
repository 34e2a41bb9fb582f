import type { JSONContent } from '@tiptap/core';
import type { Block, ChartData, MediaKind } from '../../shared/article/block';

/** The document the editor shows for these blocks. An empty article is one empty paragraph, or there is nowhere to type. */
export function toDocument(blocks: readonly Block[]): JSONContent {
  const content = blocks.map(toNode);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function toNode(block: Block): JSONContent {
  switch (block.type) {
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: text(block.text) };
    case 'paragraph':
      return { type: 'paragraph', content: text(block.text) };
    case 'list':
      return {
        type: block.ordered ? 'orderedList' : 'bulletList',
        content: block.items.map((item) => ({ type: 'listItem', content: [{ type: 'paragraph', content: text(item) }] })),
      };
    case 'quote':
      return {
        type: 'blockquote',
        attrs: { attribution: block.attribution },
        content: block.text.split('\n').map((line) => ({ type: 'paragraph', content: text(line) })),
      };
    case 'media': {
      const { kind, mediaId, alt, caption } = block;
      return { type: 'media', attrs: { kind, mediaId, alt, caption } };
    }
    case 'link':
      return { type: 'linkCard', attrs: { url: block.url, text: block.text } };
    case 'chart':
      return { type: 'chart', attrs: { chart: block.chart } };
  }
}

/** The blocks a document holds. Empty paragraphs are how one makes room while typing, so they are not content. */
export function toBlocks(document: JSONContent): Block[] {
  return (document.content ?? []).flatMap(fromNode);
}

function fromNode(node: JSONContent): Block[] {
  const attrs = node.attrs ?? {};
  switch (node.type) {
    case 'heading':
      return some({ type: 'heading', level: attrs['level'] === 3 ? 3 : 2, text: plain(node) });
    case 'paragraph':
      return some({ type: 'paragraph', text: plain(node) });
    case 'bulletList':
    case 'orderedList': {
      const items = (node.content ?? []).map(plain).filter((item) => item !== '');
      return items.length > 0 ? [{ type: 'list', ordered: node.type === 'orderedList', items }] : [];
    }
    case 'blockquote': {
      const lines = (node.content ?? []).map(plain).join('\n');
      return some({ type: 'quote', text: lines, attribution: word(attrs['attribution']) });
    }
    case 'media':
      return [
        {
          type: 'media',
          kind: mediaKind(attrs['kind']),
          mediaId: word(attrs['mediaId']),
          alt: word(attrs['alt']).trim(),
          caption: word(attrs['caption']).trim(),
        },
      ];
    case 'linkCard':
      return [{ type: 'link', url: word(attrs['url']), text: word(attrs['text']) }];
    case 'chart':
      return [{ type: 'chart', chart: attrs['chart'] as ChartData }];
    default:
      return [];
  }
}

function some(block: Extract<Block, { type: 'heading' | 'paragraph' | 'quote' }>): Block[] {
  return block.text.trim() === '' ? [] : [{ ...block, text: block.text.trim() }];
}

function text(value: string): JSONContent[] {
  return value === '' ? [] : [{ type: 'text', text: value }];
}

function plain(node: JSONContent): string {
  if (node.text !== undefined) return node.text;
  return (node.content ?? []).map(plain).join('');
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function mediaKind(value: unknown): MediaKind {
  return value === 'audio' || value === 'video' ? value : 'image';
}
