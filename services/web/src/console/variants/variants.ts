import type { Block, Focus } from '../../shared/article/block';
import type { ChannelVariantInput, Channel, VariantPartsFragment } from '../gql/graphql';

export type { Channel };

/** The picture that stands for a piece, and what of it must stay in sight. */
export interface Cover {
  id: string;
  url: string;
  alt: string;
  focus?: Focus;
}

/** What one channel shows; `null` is the master's. */
export interface Variant {
  title: string | null;
  summary: string | null;
  cover: Cover | null;
  /** The places of the master's blocks, in the order of the channel. */
  order: number[] | null;
  /** 图片消息: on WeChat, its pictures with its words as plain text below. */
  asPictures: boolean;
}

export type Variants = Partial<Record<Channel, Variant>>;

/** In the order of the pages. */
export const channels = ['WEBSITE', 'APP', 'WECHAT', 'CONNECTOR'] as const satisfies readonly Channel[];

export const inherited: Variant = { title: null, summary: null, cover: null, order: null, asPictures: false };

/** What every channel shows that has nothing of its own. */
export interface Master {
  title: string;
  summary: string;
  blocks: Block[];
  cover: Cover | null;
}

/** What channels show of their own, over the blocks of their master. */
export interface Versions {
  variants: Variants;
  blocks: readonly Block[];
}

/** Whether two say something else of any channel. */
export function differ(a: Versions, b: Versions): boolean {
  return JSON.stringify(variantInputs(a.variants)) !== JSON.stringify(variantInputs(b.variants));
}

interface Covered {
  cover: { id: string; url: string; alt: string } | null;
  coverFocus: Focus | null;
}

export function coverOf({ cover, coverFocus }: Covered): Cover | null {
  if (!cover) return null;
  return { id: cover.id, url: cover.url, alt: cover.alt, ...(coverFocus ? { focus: { x: coverFocus.x, y: coverFocus.y } } : {}) };
}

export function variantsOf(parts: readonly VariantPartsFragment[]): Variants {
  const one = (part: VariantPartsFragment): Variant => ({ title: part.title, summary: part.summary, cover: coverOf(part), order: part.order, asPictures: part.asPictures });
  return Object.fromEntries(parts.map((part) => [part.channel, one(part)]));
}

export function coverInput(cover: Cover | null): { coverMediaId: string | null; coverFocus: Focus | null } {
  return { coverMediaId: cover?.id ?? null, coverFocus: cover?.focus ?? null };
}

/** What is sent: a title of nothing but space is the master's, an empty summary is none. */
export function variantInputs(variants: Variants): ChannelVariantInput[] {
  return channels.flatMap((channel) => {
    const variant = variants[channel];
    if (!variant || isInherited(variant)) return [];
    const title = variant.title?.trim();
    return [{ channel, title: title === '' ? null : (title ?? null), summary: variant.summary?.trim() ?? null, ...coverInput(variant.cover), order: variant.order, asPictures: variant.asPictures }];
  });
}

export function isInherited(variant: Variant | undefined): boolean {
  return !variant || (variant.title === null && variant.summary === null && variant.cover === null && variant.order === null && !variant.asPictures);
}

/** The channels that show something of their own. */
export function ownChannels(variants: Variants): Channel[] {
  return channels.filter((channel) => !isInherited(variants[channel]));
}

/** The piece as one channel shows it. */
export function onChannel(master: Master, variants: Variants, channel: Channel): Master {
  const own = variants[channel] ?? inherited;
  return {
    title: own.title?.trim() ? own.title : master.title,
    summary: own.summary ?? master.summary,
    cover: own.cover ?? master.cover,
    blocks: own.order ? own.order.flatMap((place) => master.blocks[place] ?? []) : master.blocks,
  };
}

/** An order with one of its places moved; `null` where it is the master's again. */
export function moved(order: number[] | null, count: number, from: number, to: number): number[] | null {
  const next = order ? [...order] : Array.from({ length: count }, (_, place) => place);
  if (to < 0 || to >= next.length) return order;
  const [place] = next.splice(from, 1);
  if (place === undefined) return order;
  next.splice(to, 0, place);
  return unless(next);
}

/**
 * An order after the master's blocks have changed. A block that is still there keeps its place, one that was rewritten too; a new
 * one follows the block it follows in the master.
 */
export function followed(order: number[], before: readonly Block[], after: readonly Block[]): number[] | null {
  const goes = matched(before, after);
  const next = order.flatMap((place) => goes.get(place) ?? []);
  after.forEach((_, place) => {
    if (next.includes(place)) return;
    next.splice(place === 0 ? 0 : next.indexOf(place - 1) + 1, 0, place);
  });
  return unless(next);
}

/** Every channel's order, after the master's blocks have changed. */
export function allFollowed(variants: Variants, before: readonly Block[], after: readonly Block[]): Variants {
  const follow = (variant: Variant): Variant => (variant.order ? { ...variant, order: followed(variant.order, before, after) } : variant);
  return Object.fromEntries(Object.entries(variants).map(([channel, variant]) => [channel, follow(variant)]));
}

/** Where each block went: first those that are the same, then, between them, those in the same row. */
function matched(before: readonly Block[], after: readonly Block[]): Map<number, number> {
  const old = before.map((block) => JSON.stringify(block));
  const now = after.map((block) => JSON.stringify(block));
  const goes = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (from: number, to: number) => {
    goes.set(from, to);
    taken.add(to);
  };
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) pair(head, head++);
  for (let tail = 1; head <= old.length - tail && head <= now.length - tail && old.at(-tail) === now.at(-tail); tail++) pair(old.length - tail, now.length - tail);
  old.forEach((block, from) => {
    if (goes.has(from)) return;
    const to = now.findIndex((each, place) => each === block && !taken.has(place));
    if (to >= 0) pair(from, to);
  });
  const left = now.map((_, place) => place).filter((place) => !taken.has(place));
  old.forEach((_, from) => {
    const to = goes.has(from) ? undefined : left.shift();
    if (to !== undefined) pair(from, to);
  });
  return goes;
}

function unless(order: number[]): number[] | null {
  return order.every((place, at) => place === at) ? null : order;
}
