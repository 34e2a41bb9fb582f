import { describe, expect, it } from 'vitest';
import { blank } from './draft';
import { copyKey, findCopy, keepCopy, type Shelf } from './localCopy';

function shelf(): Shelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) };
}
const server = { ...blank, title: '标题', blocks: [{ type: 'paragraph' as const, spans: [{ text: '文' }] }] };
const key = copyKey('p', 'a');

describe('c15: what was written before the laptop closed', () => {
  it('is offered when it differs from what the server has', () => {
    const here = shelf();
    const copy = { version: 3, at: '2026-11-24T08:00:00Z', draft: { ...server, title: '新标题' } };
    keepCopy(here, key, copy);
    expect(findCopy(here, key, server)).toEqual(copy);
    expect(findCopy(here, copyKey('another', 'a'), server)).toBeNull();
  });

  it('is dropped when the server has it', () => {
    const here = shelf();
    keepCopy(here, key, { version: 3, at: '2026-11-24T08:00:00Z', draft: { ...server, title: ' 标题 ' } });
    expect(findCopy(here, key, server)).toBeNull();
    expect(here.kept.size).toBe(0);
  });

  it('is nothing where what is kept makes no sense, or nothing can be kept', () => {
    const here = shelf();
    here.kept.set(key, '{"version":"3"}');
    expect(findCopy(here, key, server)).toBeNull();
    const full: Shelf = { ...here, setItem: () => { throw new Error('quota'); } };
    expect(() => keepCopy(full, key, { version: 1, at: '', draft: server })).not.toThrow();
  });
});
