import { describe, expect, it } from 'vitest';
import { blank, buttonsOf, changes, inputs, lines, raised } from './menu';

const page = (name: string, url = 'https://nx.gov.cn/') => ({ ...blank, name, url });
const told = (buttons: Parameters<typeof lines>[0]) => lines(buttons, (button) => button.url);

describe('a menu', () => {
  it('is sent with what each button does, and nothing where it opens others', () => {
    const sent = inputs([{ ...page('服务'), buttons: [page('市民办事')] }, page('互动')]);
    expect(sent.map((button) => [button.name, button.act?.kind, button.buttons?.length])).toEqual([
      ['服务', undefined, 1],
      ['互动', 'VIEW', 0],
    ]);
  });

  it('is read with empty words where there are none', () => {
    const [button] = buttonsOf([{ name: '服务', kind: 'MENU', url: null, key: null, appid: null, page: null, articleId: null, buttons: [] }]);
    expect(button).toEqual({ ...blank, name: '服务', kind: 'MENU' });
  });

  it('is moved place by place', () => {
    expect(raised(['甲', '乙', '丙'], 2)).toEqual(['甲', '丙', '乙']);
  });
});

describe('the changes of a menu', () => {
  it('are what goes and what comes between what stays', () => {
    const before = told([page('办事'), page('互动')]);
    const after = told([page('办事'), page('互动', 'https://nx.gov.cn/hd'), page('关于')]);
    expect(changes(before, after).map(({ text, change }) => [change, text])).toEqual([
      ['same', '办事：https://nx.gov.cn/'],
      ['removed', '互动：https://nx.gov.cn/'],
      ['added', '互动：https://nx.gov.cn/hd'],
      ['added', '关于：https://nx.gov.cn/'],
    ]);
  });

  it('are none of the same menu', () => {
    const same = told([{ ...page('服务'), buttons: [page('市民办事')] }]);
    expect(changes(same, same).every(({ change }) => change === 'same')).toBe(true);
  });
});
