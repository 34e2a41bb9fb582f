import { describe, expect, it } from 'vitest';
import { countCharacters, mediaOf, readBlocks, textOf, type Block } from '../../shared/article/block';
import { toBlocks, toDocument } from './document';
import { blankTable, headsOf } from './tableData';

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
  { type: 'link', href: 'https://www.example.gov.cn/', title: '原文', summary: '说明' },
  { type: 'gallery', caption: '现场', images: [{ mediaId: '0190-4', alt: '一', focus: { x: 500, y: 120 } }, { mediaId: '0190-5', alt: '', caption: '二' }] },
  { type: 'file', mediaId: '0190-6', title: '申请表' },
  { type: 'policy', articleId: '0190-7', title: '办法', number: '内政〔2026〕1号', href: 'https://www.example.gov.cn/411325/articles/0190-7' },
  { type: 'table', caption: '表一', headerRow: true, headerColumn: true, rows: [[[{ text: '镇' }], [{ text: '户' }]], [[{ text: '湍东' }], [{ text: '9', bold: true }]]] },
  { type: 'table', headerRow: false, headerColumn: true, rows: [[[{ text: '甲' }], []], [[{ text: '乙' }], [{ text: '1' }]]] },
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
    expect(toBlocks({ type: 'doc', content: [{ type: 'marquee' }, known] })).toEqual([p('留')]);
  });
});

describe('a table', () => {
  it('without a word in it is no block yet', () => {
    expect(toBlocks(toDocument([{ type: 'table', ...blankTable(2, 2) }]))).toEqual([]);
  });

  it('tells its heads from its cells', () => {
    expect(headsOf([[true, true], [false, false]])).toEqual({ headerRow: true, headerColumn: false });
    expect(headsOf([[true, false], [true, false]])).toEqual({ headerRow: false, headerColumn: true });
    expect(headsOf([[true, true]])).toEqual({ headerRow: true, headerColumn: false });
  });
});

describe('blocks', () => {
  it('of an unknown type are left out when read', () => {
    expect(readBlocks([p('a'), { type: 'script' }, null, 3])).toEqual([p('a')]);
    expect(readBlocks('x')).toEqual([]);
  });

  it('name the media they show', () => {
    expect(mediaOf(all)).toEqual(['0190-1', '0190-3', '0190-2', '0190-4', '0190-5', '0190-6']);
  });

  it('read a chart as its table', () => {
    const chart = all.at(-1);
    expect(chart ? textOf(chart) : '').toBe('接种人数\n\t上半年\n城关镇\t12\n湍东镇\t');
  });

  it('count a rare character or an emoji for one and spaces for none', () => {
    expect(countCharacters('县 卫健委\n𠮷👍')).toBe(6);
  });
});
