import { expect, test } from 'vitest';
import { blocksOf, plainOf } from './paragraphs';

test('a plain text survives as blocks, without its empty lines', () => {
  expect(plainOf(blocksOf('第一段。\n\n  第二段。 '))).toBe('第一段。\n第二段。');
});

test('what a plain field would lose is not offered to it', () => {
  expect(plainOf([{ type: 'paragraph', spans: [{ text: '粗', bold: true }] }])).toBeNull();
  expect(plainOf([{ type: 'heading', level: 2, text: '题' }])).toBeNull();
});
