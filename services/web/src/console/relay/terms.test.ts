import { describe, expect, it } from 'vitest';
import { termsOf } from './terms';

const instant = (wall: string) => `${wall}+08`;

describe('the terms of a relay', () => {
  it('leave out what another choice had filled in', () => {
    const filled = { channel: 'WECHAT' as const, accountIds: ['a'], note: ' 请转 ' };
    expect(termsOf({ ...filled, among: 'all' }, instant)).toEqual({ note: '请转', channel: null, accountIds: null, dueAt: null });
    expect(termsOf({ ...filled, among: 'channel' }, instant)).toMatchObject({ channel: 'WECHAT', accountIds: null });
    expect(termsOf({ ...filled, among: 'chosen' }, instant)).toMatchObject({ channel: null, accountIds: ['a'] });
  });

  it('say when only where something else than the preset is wanted', () => {
    expect(termsOf({ among: 'all', accountIds: [], note: '', dueAt: '2026-11-24T18:00' }, instant).dueAt).toBe('2026-11-24T18:00+08');
  });
});
