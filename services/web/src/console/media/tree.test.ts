import { describe, expect, it } from 'vitest';
import { inOrder, targets, type Folder } from './tree';

const folder = (id: string, parentId: string | null): Folder => ({ id, name: id, parentId, files: 0 });
const tree = [folder('a', null), folder('b', null), folder('a1', 'a'), folder('a11', 'a1'), folder('lost', 'gone')];

describe('folders', () => {
  it('stand below the one they are in, and at the top where that is not there', () => {
    expect(inOrder(tree).map(({ id, depth }) => [id, depth])).toEqual([
      ['a', 0],
      ['a1', 1],
      ['a11', 2],
      ['b', 0],
      ['lost', 0],
    ]);
  });

  it('are moved neither into themselves nor into what stands in them', () => {
    expect(targets(tree, 'a').map(({ id }) => id)).toEqual(['b', 'lost']);
    expect(targets(tree, 'a11').map(({ id }) => id)).toEqual(['a', 'a1', 'b', 'lost']);
    expect(targets(tree, null)).toHaveLength(5);
  });
});
