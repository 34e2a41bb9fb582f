import { describe, expect, it } from 'vitest';
import { align, diffWords, likeness, words } from './diff';

describe('diffWords', () => {
  it('marks the changed words of a Chinese sentence and nothing else', () => {
    const runs = diffWords('县卫健委将于周三开展义诊活动', '县卫健委将于周五开展义诊活动');
    expect(runs.filter((run) => run.kind === 'removed').map((run) => run.text)).toEqual([expect.stringContaining('周三')]);
    expect(runs.filter((run) => run.kind === 'added').map((run) => run.text)).toEqual([expect.stringContaining('周五')]);
    expect(runs.at(-1)).toMatchObject({ kind: 'same' });
  });

  it('gives both texts back', () => {
    const before = '内乡县信息办负责留言受理。Reply in 5 days.';
    const after = '内乡县政府信息办公室负责留言受理与转办。Reply within 5 working days.';
    const runs = diffWords(before, after);
    expect(runs.filter((run) => run.kind !== 'added').map((run) => run.text).join('')).toBe(before);
    expect(runs.filter((run) => run.kind !== 'removed').map((run) => run.text).join('')).toBe(after);
  });

  it('has no runs for two empty texts and one for equal texts', () => {
    expect(diffWords('', '')).toEqual([]);
    expect(diffWords('同样', '同样')).toEqual([{ kind: 'same', text: '同样' }]);
  });
});

describe('align', () => {
  const alike = (a: string, b: string) => {
    const value = likeness(a, b);
    return value >= 0.4 ? value : 0;
  };

  it('pairs an edited paragraph with itself and leaves a new one alone', () => {
    const pairs = align(
      ['一、总体要求', '各单位要加强组织领导，落实责任。', '二、时间安排'],
      ['一、总体要求', '新增一段关于经费保障的说明文字。', '各单位要切实加强组织领导，压实责任。', '二、时间安排'],
      alike,
    );
    expect(pairs.map((p) => [p.before !== null, p.after !== null])).toEqual([
      [true, true],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('keeps every element of both lists exactly once', () => {
    const before = ['a', 'b', 'c', 'd'];
    const after = ['b', 'x', 'd', 'y', 'a'];
    const pairs = align(before, after, (a, b) => (a === b ? 1 : 0));
    expect(pairs.flatMap((p) => (p.before === null ? [] : [p.before]))).toEqual(before);
    expect(pairs.flatMap((p) => (p.after === null ? [] : [p.after]))).toEqual(after);
  });
});

it('words splits Chinese', () => {
  expect(words('政务新媒体').length).toBeGreaterThan(1);
});
