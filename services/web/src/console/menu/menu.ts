import type { MenuActInput, MenuButtonFieldsFragment, MenuButtonInput, MenuKind } from '../gql/graphql';

export type { MenuKind };

/** A button as it is worked on: it does something, or opens others. */
export interface Button {
  name: string;
  kind: MenuKind;
  url: string;
  key: string;
  appid: string;
  page: string;
  articleId: string;
  buttons: Button[];
}

export const row = 3;
export const under = 5;

/** What a button can be made to do; others are kept as the platform has them. */
export const offered: readonly MenuKind[] = ['VIEW', 'MINIPROGRAM', 'ARTICLE'];

export const blank: Button = { name: '', kind: 'VIEW', url: '', key: '', appid: '', page: '', articleId: '', buttons: [] };

type Told = MenuButtonFieldsFragment & { buttons?: readonly Told[] };

export function buttonsOf(told: readonly Told[]): Button[] {
  return told.map((one) => ({
    name: one.name,
    kind: one.kind,
    url: one.url ?? '',
    key: one.key ?? '',
    appid: one.appid ?? '',
    page: one.page ?? '',
    articleId: one.articleId ?? '',
    buttons: buttonsOf(one.buttons ?? []),
  }));
}

export function inputs(buttons: readonly Button[]): MenuButtonInput[] {
  return buttons.map((button) => ({
    name: button.name,
    act: button.buttons.length > 0 ? null : act(button),
    buttons: button.buttons.map((inner) => ({ name: inner.name, act: act(inner) })),
  }));
}

function act({ kind, url, key, appid, page, articleId }: Button): MenuActInput {
  return { kind, url, key, appid, page, articleId };
}

/** A line of a menu as people compare it. */
export interface Line {
  text: string;
  inner: boolean;
}

/** A menu, line by line; `what` says what a button does. */
export function lines(buttons: readonly Button[], what: (button: Button) => string): Line[] {
  const one = (button: Button, inner: boolean): Line => ({ inner, text: button.buttons.length > 0 ? button.name : `${button.name}：${what(button)}` });
  return buttons.flatMap((button) => [one(button, false), ...button.buttons.map((inner) => one(inner, true))]);
}

export interface Change extends Line {
  change: 'same' | 'added' | 'removed';
}

/** What becomes of each line: those that stay stand in their order, between what goes and what comes. */
export function changes(before: readonly Line[], after: readonly Line[]): Change[] {
  const same = (a: Line | undefined, b: Line | undefined) => a !== undefined && b !== undefined && a.text === b.text && a.inner === b.inner;
  // The longest row of lines that stay; a menu has eighteen at most.
  const longest: number[][] = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) (longest[i] ??= [])[j] = same(before[i], after[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const told: Change[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old && now && same(old, now)) {
      told.push({ ...now, change: 'same' });
      i++;
      j++;
    } else if (old && (!now || at(i + 1, j) >= at(i, j + 1))) {
      told.push({ ...old, change: 'removed' });
      i++;
    } else if (now) {
      told.push({ ...now, change: 'added' });
      j++;
    }
  }
  return told;
}

/** The same with one replaced, moved or left out. */
export function replaced<T>(list: readonly T[], place: number, by: T): T[] {
  return list.map((one, at) => (at === place ? by : one));
}

export function without<T>(list: readonly T[], place: number): T[] {
  return list.filter((_, at) => at !== place);
}

export function raised<T>(list: readonly T[], place: number): T[] {
  const next = [...list];
  const [one] = next.splice(place, 1);
  if (one !== undefined) next.splice(place - 1, 0, one);
  return next;
}
