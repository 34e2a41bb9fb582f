import { describe, expect, it } from 'vitest';
import { countsOf, refuses, type ChannelCheck } from './counts';

const shown = { title: '字'.repeat(33), summary: '𠮷野 ', cover: null, blocks: [] };
const check: ChannelCheck = {
  channel: 'WECHAT',
  counts: [
    { of: 'title', used: 30, most: 32 },
    { of: 'summary', used: 2, most: 128 },
    { of: 'body', used: 900, most: 19_999 },
  ],
  faults: [],
  notes: [],
};

describe('the room of a channel', () => {
  it('is counted as it is typed, against the limits last told', () => {
    expect(countsOf(shown, check)).toEqual([
      { of: 'title', used: 33, most: 32, over: true },
      { of: 'summary', used: 2, most: 128, over: false },
      { of: 'body', used: 900, most: 19_999, over: false },
    ]);
    expect(refuses(shown, check)).toBe(true);
  });

  it('is unknown before the first answer, and refuses nothing', () => {
    expect(countsOf(shown, undefined)[0]).toEqual({ of: 'title', used: 33, most: null, over: false });
    expect(refuses(shown, undefined)).toBe(false);
  });

  it('forgets what was too long once it no longer is, and keeps what only the server knows', () => {
    const short = { ...shown, title: '字' };
    const fault = (field: string, code: string) => ({ ...check, faults: [{ field, code, message: '' }] });
    expect(refuses(short, fault('title', 'TOO_LONG_FOR_WECHAT'))).toBe(false);
    expect(refuses(short, fault('coverMediaId', 'REQUIRED_BY_WECHAT'))).toBe(true);
  });
});
