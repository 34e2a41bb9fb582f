import type { ArticleSpreadQuery } from '../gql/graphql';

export type Place = ArticleSpreadQuery['articleSpread'][number];

export interface Drawn {
  place: Place;
  x: number;
  y: number;
}

export const box = { width: 250, height: 44, across: 310, down: 56 } as const;

/** Every place with where it is drawn: a level to the right for each step from the piece, leaves one under another, parents beside the middle of theirs. */
export function layOut(places: readonly Place[]): { drawn: Drawn[]; width: number; height: number } {
  const children = new Map<number | null, Place[]>();
  for (const place of places) {
    const parent = place.parentId ?? null;
    children.set(parent, [...(children.get(parent) ?? []), place]);
  }
  const drawn: Drawn[] = [];
  let row = 0;
  let deepest = 0;
  const draw = (place: Place, depth: number): number => {
    deepest = Math.max(deepest, depth);
    const below = (children.get(place.id) ?? []).map((child) => draw(child, depth + 1));
    const first = below[0];
    const last = below.at(-1);
    const y = first === undefined || last === undefined ? row++ * box.down : (first + last) / 2;
    drawn.push({ place, x: depth * box.across, y });
    return y;
  };
  for (const root of children.get(null) ?? []) draw(root, 0);
  return { drawn, width: deepest * box.across + box.width, height: Math.max(1, row) * box.down - (box.down - box.height) };
}

/** A name that fits its box; the table beside the picture has it whole. */
export function short(name: string, most = 15): string {
  const letters = [...name];
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`;
}
