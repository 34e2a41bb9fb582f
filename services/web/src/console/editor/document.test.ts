import { describe, expect, it } from 'vitest';
import { countCharacters, textOf, type Block } from '../../shared/article/block';
import { toBlocks, toDocument } from './document';

const all: Block[] = [
  { type: 'heading', level: 2, text: '一、工作目标' },
  { type: 'paragraph', text: '全县建成统一的政务新媒体矩阵。' },
  { type: 'list', ordered: true, items: ['受理', '转办', '答复'] },
  { type: 'list', ordered: false, items: ['县卫健委'] },
  { type: 'quote', text: '第一行\n第二行', attribution: '县政府办' },
  { type: 'media', kind: 'image', mediaId: '0190-1', alt: '义诊现场', caption: '周三' },
  { type: 'media', kind: 'video', mediaId: '0190-2', alt: '宣传片', caption: '' },
  { type: 'link', url: 'https://www.example.gov.cn/', text: '原文' },
  {
    type: 'chart',
    chart: { kind: 'bar', title: '接种人数', unit: '人', columns: ['上半年'], rows: [{ label: '城关镇', values: [12] }] },
  },
];

describe('blocks and the editor document', () => {
  it('every kind of block survives the way there and back', () => {
    expect(toBlocks(toDocument(all))).toEqual(all);
  });

  it('an empty article is one empty paragraph, and that is no block', () => {
    const document = toDocument([]);
    expect(document.content).toEqual([{ type: 'paragraph' }]);
    expect(toBlocks(document)).toEqual([]);
  });

  it('drops what was left empty while typing', () => {
    const document = toDocument([
      { type: 'paragraph', text: '正文' },
      { type: 'paragraph', text: '   ' },
      { type: 'list', ordered: false, items: ['', '一项'] },
      { type: 'heading', level: 3, text: '' },
    ]);
    expect(toBlocks(document)).toEqual([
      { type: 'paragraph', text: '正文' },
      { type: 'list', ordered: false, items: ['一项'] },
    ]);
  });

  it('ignores a node it does not know', () => {
    expect(toBlocks({ type: 'doc', content: [{ type: 'table' }, { type: 'paragraph', content: [{ type: 'text', text: '留' }] }] })).toEqual([
      { type: 'paragraph', text: '留' },
    ]);
  });
});

describe('counting', () => {
  it('takes a rare character or an emoji for one and spaces for none', () => {
    expect(countCharacters('县 卫健委\n𠮷👍')).toBe(6);
  });

  it('reads a chart as its table', () => {
    const chart = all.at(-1);
    expect(chart ? textOf(chart) : '').toBe('接种人数\n上半年\n城关镇\t12');
  });
});
