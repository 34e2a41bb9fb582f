import { describe, expect, it } from 'vitest';
import { countCharacters, mediaOf, readBlocks, textOf, type Block } from '../../shared/article/block';
import { toBlocks, toDocument } from './document';

const all: Block[] = [
  { type: 'heading', level: 2, text: '一、工作目标' },
  { type: 'paragraph', spans: [{ text: '全县建成' }, { text: '统一', bold: true }, { text: '的矩阵，详见', italic: true }, { text: '原文', href: 'https://www.example.gov.cn/a' }] },
  { type: 'list', ordered: true, items: [[{ text: '受理' }], [{ text: '转办', bold: true }]] },
  { type: 'list', ordered: false, items: [[{ text: '县卫健委' }]] },
  { type: 'quote', text: '先审后发', cite: '县政府办' },
  { type: 'quote', text: '无出处' },
  { type: 'image', mediaId: '0190-1', alt: '义诊现场', caption: '周三' },
  { type: 'image', mediaId: '0190-3', alt: '' },
  { type: 'video', mediaId: '0190-2', title: '宣传片' },
  { type: 'link', href: 'https://www.example.gov.cn/', title: '原文' },
  { type: 'chart', kind: 'bar', title: '接种人数', unit: '人', columns: ['上半年'], rows: [['城关镇', 12], ['湍东镇', null]] },
];

const p = (text: string): Block => ({ type: 'paragraph', spans: [{ text }] });

describe('blocks and the editor document', () => {
  it('every kind of block survives the way there and back', () => {
    expect(toBlocks(toDocument(all))).toEqual(all);
  });

  it('an empty article is one empty paragraph, and that is no block', () => {
    const document = toDocument([]);
    expect(document.content).toEqual([{ type: 'paragraph' }]);
    expect(toBlocks(document)).toEqual([]);
  });

  it('drops what was left empty while typing and white space at the ends', () => {
    const document = toDocument([
      p('  正文 '),
      p('   '),
      { type: 'list', ordered: false, items: [[], [{ text: '一项' }]] },
      { type: 'heading', level: 3, text: '' },
    ]);
    expect(toBlocks(document)).toEqual([p('正文'), { type: 'list', ordered: false, items: [[{ text: '一项' }]] }]);
  });

  it('ignores a node it does not know', () => {
    const known = { type: 'paragraph', content: [{ type: 'text', text: '留' }] };
    expect(toBlocks({ type: 'doc', content: [{ type: 'table' }, known] })).toEqual([p('留')]);
  });
});

describe('blocks', () => {
  it('of an unknown type are left out when read', () => {
    expect(readBlocks([p('a'), { type: 'script' }, null, 3])).toEqual([p('a')]);
    expect(readBlocks('x')).toEqual([]);
  });

  it('name the media they show', () => {
    expect(mediaOf(all)).toEqual(['0190-1', '0190-3', '0190-2']);
  });

  it('read a chart as its table', () => {
    const chart = all.at(-1);
    expect(chart ? textOf(chart) : '').toBe('接种人数\n\t上半年\n城关镇\t12\n湍东镇\t');
  });

  it('count a rare character or an emoji for one and spaces for none', () => {
    expect(countCharacters('县 卫健委\n𠮷👍')).toBe(6);
  });
});
