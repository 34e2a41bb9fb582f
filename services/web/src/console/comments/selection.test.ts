// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { elementOf, placeOf, rangeIn } from './selection';

const html = `<p id="summary-under-review">摘要一句</p><div id="root"><h2>标题</h2>
<p><span>全县</span><span><strong>接种点😀共12处</strong></span><span>。</span></p><ul><li><span>带证件</span></li></ul>
<blockquote><p>应收尽收</p><cite>—— 某人</cite></blockquote>
<div><table><tbody><tr><th>点</th><td><span>城关</span></td></tr></tbody></table></div></div>`;

function page() {
  document.body.innerHTML = html;
  const root = document.getElementById('root');
  if (!root) throw new Error('no root');
  return root;
}

const paths = ['summary', 'blocks/0', 'blocks/1', 'blocks/2/items/0', 'blocks/3', 'blocks/4/rows/0/1'];

describe('a selection', () => {
  it('is a place of one text, in characters', () => {
    const root = page();
    const strong = root.querySelector('strong')?.firstChild;
    const range = document.createRange();
    if (!strong) throw new Error('no text');
    // The emoji is two units of the page and one character of the text.
    range.setStart(strong, 5);
    range.setEnd(strong, 9);
    expect(placeOf(range, paths, root)).toEqual({ path: 'blocks/1', start: 6, end: 10, quote: '共12处' });
  });

  it('that crosses texts keeps to the first', () => {
    const root = page();
    const range = document.createRange();
    range.setStart(root.querySelector('strong')?.firstChild as Node, 5);
    range.setEnd(root.querySelector('li span')?.firstChild as Node, 1);
    expect(placeOf(range, paths, root)).toMatchObject({ path: 'blocks/1', start: 6, quote: '共12处。' });
  });

  it('of white space chooses nothing', () => {
    const root = page();
    const range = document.createRange();
    range.setStart(root, 0);
    range.setEnd(root, 0);
    expect(placeOf(range, paths, root)).toBeNull();
  });
});

describe('a place', () => {
  it('is found on the page again', () => {
    const root = page();
    for (const [path, text] of [
      ['summary', '摘要一句'],
      ['blocks/3', '应收尽收'],
      ['blocks/4/rows/0/1', '城关'],
      ['blocks/2/items/0', '带证件'],
    ] as const) {
      expect(elementOf(path, root)?.textContent).toBe(text);
    }
    const paragraph = elementOf('blocks/1', root);
    if (!paragraph) throw new Error('no paragraph');
    expect(rangeIn(paragraph, { start: 5, end: 10 })?.toString()).toBe('😀共12处');
    expect(rangeIn(paragraph, { start: 9, end: 99 })).toBeNull();
    expect(elementOf('blocks/9', root)).toBeNull();
  });
});
