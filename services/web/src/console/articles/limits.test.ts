import { describe, expect, it } from 'vitest';
import { over, wechatDigest, wechatLimits } from './limits';

const piece = (title: string, summary = '') => wechatLimits({ title, summary, body: '正文' });

describe('WeChat limits', () => {
  it('take 32 characters in a title and refuse the 33rd', () => {
    expect(over(piece('县'.repeat(32)))).toEqual([]);
    expect(over(piece('县'.repeat(33)))).toEqual([{ field: 'title', used: 33, most: 32 }]);
  });

  it('count a rare character once', () => {
    expect(over(piece('𠮷'.repeat(32)))).toEqual([]);
  });

  it('take 128 characters in a digest', () => {
    expect(over(piece('题', '要'.repeat(129)))[0]).toMatchObject({ field: 'digest', used: 129 });
  });
});

it('without a summary WeChat shows the first 54 characters', () => {
  expect(wechatDigest(' ', `开头\n${'字'.repeat(80)}`)).toBe(`开头 ${'字'.repeat(51)}`);
  expect(wechatDigest('摘要', '正文')).toBe('摘要');
});
