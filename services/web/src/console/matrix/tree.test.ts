import { describe, expect, it } from 'vitest';
import { box, layOut, short, type Place } from './tree';

function place(id: number, parentId: number | null): Place {
  return { id, parentId, kind: 'ACCOUNT', name: String(id), department: '', channel: null, state: 'live', at: null, url: null, articleId: null, reached: true } as Place;
}

describe('the tree of a spread', () => {
  it('puts children to the right, leaves under each other, and a parent beside the middle of its own', () => {
    const { drawn, width, height } = layOut([place(0, null), place(1, 0), place(2, 0), place(3, 2), place(4, 2)]);
    const at = new Map(drawn.map((one) => [one.place.id, [one.x, one.y]]));
    expect(at.get(1)).toEqual([box.across, 0]);
    expect(at.get(3)).toEqual([2 * box.across, box.down]);
    expect(at.get(2)).toEqual([box.across, 1.5 * box.down]);
    expect(at.get(0)).toEqual([0, 0.75 * box.down]);
    expect([width, height]).toEqual([2 * box.across + box.width, 2 * box.down + box.height]);
  });

  it('draws a piece that stands nowhere', () => {
    expect(layOut([place(0, null)])).toMatchObject({ width: box.width, height: box.height });
  });

  it('cuts a long name by letters', () => {
    expect(short('一二三四五', 4)).toBe('一二三…');
    expect(short('一二三四', 4)).toBe('一二三四');
  });
});
