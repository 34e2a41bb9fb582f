import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/article/block';
import { followed, inherited, moved, onChannel, ownChannels, variantInputs } from './variants';

const text = (...words: string[]): Block[] => words.map((word) => ({ type: 'paragraph', spans: [{ text: word }] }));
const master = { title: '长标题', summary: '摘要', cover: null, blocks: text('甲', '乙', '丙') };

describe('what a channel shows', () => {
  it('is its own, and the master where it has none', () => {
    const variants = { WECHAT: { ...inherited, title: '短', order: [2, 0, 1] } };
    expect(onChannel(master, variants, 'WECHAT')).toEqual({ ...master, title: '短', blocks: text('丙', '甲', '乙') });
    expect(onChannel(master, variants, 'APP')).toEqual(master);
    expect(ownChannels({ ...variants, APP: inherited })).toEqual(['WECHAT']);
  });

  it('is the master again while its title is empty, and shows no summary where that is what it says', () => {
    const variants = { APP: { ...inherited, title: ' ', summary: '' } };
    expect(onChannel(master, variants, 'APP')).toMatchObject({ title: '长标题', summary: '' });
    expect(variantInputs(variants)).toEqual([{ channel: 'APP', title: null, summary: '', coverMediaId: null, coverFocus: null, order: null, asPictures: false }]);
  });
});

describe('an order', () => {
  it('is moved place by place, and is none where it is the master’s again', () => {
    expect(moved(null, 3, 2, 0)).toEqual([2, 0, 1]);
    expect(moved([2, 0, 1], 3, 0, 2)).toBeNull();
    expect(moved(null, 3, 0, -1)).toBeNull();
  });

  it('follows the master’s blocks through typing, insertion, deletion and moving', () => {
    const before = text('甲', '乙', '丙');
    expect(followed([2, 0, 1], before, text('甲', '乙改', '丙'))).toEqual([2, 0, 1]);
    expect(followed([2, 0, 1], before, text('甲', '新', '乙', '丙'))).toEqual([3, 0, 1, 2]);
    expect(followed([2, 0, 1], before, text('甲', '丙'))).toEqual([1, 0]);
    expect(followed([2, 0, 1], before, text('丙', '甲', '乙'))).toBeNull();
    expect(followed([2, 0, 1], before, [])).toBeNull();
  });
});
