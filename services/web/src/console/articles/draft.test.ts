import { describe, expect, it } from 'vitest';
import { inherited } from '../variants/variants';
import { blank, changed, gapsOf, inputOf, written } from './draft';

describe('a draft', () => {
  it('of an original names no source', () => {
    const draft = { ...blank, origin: 'ORIGINAL' as const, sourceId: 's', sourceUrl: 'https://x.cn/', cover: { id: 'm', url: '/m', alt: '' } };
    expect(inputOf(draft)).toMatchObject({ sourceId: null, sourceUrl: null, coverMediaId: 'm' });
    expect(inputOf(draft)).not.toHaveProperty('cover');
    expect(inputOf({ ...draft, origin: 'REPRINT' })).toMatchObject({ sourceId: 's', sourceUrl: 'https://x.cn/' });
  });

  it('of a reprint says who wrote it, when, and under what leave', () => {
    const draft = { ...blank, origin: 'REPRINT' as const, sourceAuthor: ' 王五 ', sourcePublishedAt: '2026-03-09T08:00', sourceLicence: '' };
    expect(inputOf(draft)).toMatchObject({ sourceAuthor: '王五', sourcePublishedAt: '2026-03-09T00:00:00.000Z', sourceLicence: null });
    expect(inputOf({ ...draft, origin: 'ORIGINAL' })).toMatchObject({ sourceAuthor: null, sourcePublishedAt: null });
  });

  it('tells every gap at once', () => {
    expect(gapsOf({ ...blank, origin: 'REPRINT', blocks: [{ type: 'image', mediaId: 'm', alt: '' }] }, false)).toEqual(['title', 'source', 'alt']);
    expect(gapsOf({ ...blank, origin: 'REPRINT', carriedFrom: '卫生健康委员会', title: '题', blocks: [{ type: 'paragraph', spans: [{ text: '文' }] }] }, false)).toEqual([]);
    const cells = [[[{ text: '甲' }]], [[{ text: '乙' }]]];
    const pasted = { type: 'paragraph' as const, spans: [{ text: '【图片需重新上传】' }] };
    const table = { type: 'table' as const, headerRow: false, headerColumn: false, rows: cells };
    expect(gapsOf({ ...blank, title: '题', blocks: [pasted, table] }, false)).toEqual(['pictures', 'heads']);
    expect(gapsOf({ ...blank, title: '题', blocks: [{ type: 'paragraph', spans: [{ text: '文' }] }] }, false)).toEqual([]);
  });

  it('keeps a channel’s order while its text is written, and takes a suggestion where the channel says it', () => {
    const heading = (text: string) => ({ type: 'heading' as const, level: 2 as const, text });
    const draft = { ...blank, blocks: [heading('甲'), heading('乙')], variants: { WECHAT: { ...inherited, title: '布署工作', order: [1, 0] } } };
    const between = changed(draft, { blocks: [heading('甲'), heading('新'), heading('乙')] });
    expect(between.variants.WECHAT?.order).toEqual([2, 0, 1]);
    const place = { path: 'variants/wechat/title', start: 0, end: 2 };
    expect(written(draft, place, '部署')?.variants?.WECHAT?.title).toBe('部署工作');
    expect(written(draft, { ...place, path: 'blocks/0' }, '部署')).toBeNull();
  });
});
