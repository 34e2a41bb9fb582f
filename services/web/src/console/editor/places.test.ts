import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { toDocument } from './document';
import { extensions } from './extensions';
import { rangeOf, replaced, type Place } from './places';

const doc = getSchema(extensions).nodeFromJSON({
  type: 'doc',
  content: [
    { type: 'paragraph' },
    ...(toDocument([
      { type: 'paragraph', spans: [{ text: '  会议' }, { text: '布署', bold: true }, { text: '😀工作' }] },
      { type: 'list', ordered: false, items: [[{ text: '甲' }], [{ text: '乙丙' }]] },
      { type: 'image', mediaId: 'm', alt: '' },
      { type: 'table', headerRow: true, headerColumn: false, rows: [[[{ text: '镇' }], []], [[{ text: '湍东' }], [{ text: '布署' }]]] },
    ]).content ?? []),
  ],
});

const at = (path: string, start: number, end: number): Place => ({ path, start, end });
const text = (place: Place) => {
  const range = rangeOf(doc, place);
  return range ? doc.textBetween(range.from, range.to) : null;
};

describe('a place of the article', () => {
  it('is found in its cell, past empty ones', () => {
    expect(text(at('blocks/3/rows/1/1', 0, 1))).toBe('布');
    expect(text(at('blocks/3/rows/0/0', 0, 1))).toBe('镇');
  });

  it('is found in its block, past empty paragraphs, leading space and looks', () => {
    expect(text(at('blocks/0', 2, 4))).toBe('布署');
    expect(text(at('blocks/0', 4, 7))).toBe('😀工作');
  });

  it('is found in an item of a list', () => {
    expect(text(at('blocks/1/items/1', 1, 2))).toBe('丙');
  });

  it('is the whole block for a text that is not typed into the document, and nothing outside of it', () => {
    const range = rangeOf(doc, at('blocks/2/alt', 0, 0));
    expect(range && doc.nodeAt(range.from)?.type.name).toBe('image');
    expect(rangeOf(doc, at('title', 0, 1))).toBeNull();
    expect(rangeOf(doc, at('blocks/9', 0, 1))).toBeNull();
  });

  it('is replaced by characters', () => {
    expect(replaced('😀布署工作', at('title', 1, 3), '部署')).toBe('😀部署工作');
  });
});
