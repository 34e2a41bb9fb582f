import { describe, expect, it } from 'vitest';
import { partsOf } from './parts';

describe('the texts of a piece', () => {
  it('are named as the server names them, and those without words are left out', () => {
    const parts = partsOf({
      title: '题',
      summary: ' ',
      blocks: [
        { type: 'paragraph', spans: [{ text: '全县' }, { text: '12处', bold: true }] },
        { type: 'list', ordered: true, items: [[{ text: '一' }], [{ text: '' }]] },
        { type: 'image', mediaId: 'm', alt: '山', caption: '远山' },
        { type: 'gallery', images: [{ mediaId: 'm', alt: '水' }] },
        { type: 'table', headerRow: true, headerColumn: false, rows: [[[{ text: '点' }], [{ text: '' }]]] },
        { type: 'chart', kind: 'bar', title: '图', columns: ['人'], rows: [['甲', 1]] },
      ],
    });
    expect(parts.map(({ path, text }) => `${path} ${text}`)).toEqual([
      'title 题',
      'blocks/0 全县12处',
      'blocks/1/items/0 一',
      'blocks/2/alt 山',
      'blocks/2/caption 远山',
      'blocks/3/images/0/alt 水',
      'blocks/4/rows/0/0 点',
      'blocks/5/title 图',
      'blocks/5/rows/0 甲',
    ]);
  });
});
