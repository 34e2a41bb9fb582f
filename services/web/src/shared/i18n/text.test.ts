import { describe, expect, it } from 'vitest';
import { pair, say } from './text';

const text = pair({ due: '还剩 {days} 个工作日', plain: '待办' }, { due: '{days} working days left', plain: 'To do' });

describe('say', () => {
  it('fills places in either language', () => {
    expect(say(text, 'zh', 'due', { days: 3 })).toBe('还剩 3 个工作日');
    expect(say(text, 'en', 'due', { days: 3 })).toBe('3 working days left');
  });

  it('leaves a place without a value visible', () => {
    expect(say(text, 'en', 'due', {})).toBe('{days} working days left');
  });
});
