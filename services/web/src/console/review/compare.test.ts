import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/article/block';
import { changed, compareBlocks } from './compare';

const p = (text: string): Block => ({ type: 'paragraph', spans: [{ text }] });

describe('compareBlocks', () => {
  it('finds the edited, the added and the removed block', () => {
    const pairs = compareBlocks(
      [{ type: 'heading', level: 2, text: '通知' }, p('义诊时间为周三上午九点。'), p('请携带身份证件。')],
      [{ type: 'heading', level: 2, text: '通知' }, p('义诊时间为周五上午九点。'), p('现场提供免费血压测量服务。')],
    );
    expect(pairs.map(changed)).toEqual([false, true, true, true]);
    expect(pairs[1]).toEqual({ before: p('义诊时间为周三上午九点。'), after: p('义诊时间为周五上午九点。') });
    expect(pairs.filter((pair) => pair.after === null)).toHaveLength(1);
  });

  it('takes blocks for equal whatever the order of their keys', () => {
    const [pair] = compareBlocks([{ type: 'quote', text: '先审后发', cite: '县' }], [{ cite: '县', text: '先审后发', type: 'quote' }]);
    expect(pair && changed(pair)).toBe(false);
  });

  it('sees a picture replaced under the same words', () => {
    const picture = (mediaId: string): Block => ({ type: 'image', mediaId, alt: '现场' });
    const [pair] = compareBlocks([picture('a')], [picture('b')]);
    expect(pair?.before).not.toBeNull();
    expect(pair?.after).not.toBeNull();
    expect(pair && changed(pair)).toBe(true);
  });
});
