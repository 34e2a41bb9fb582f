import type { Focus } from '../../shared/article/block';

/** A part of a picture, in thousandths of its width and height. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const middle: Focus = { x: 500, y: 500 };

const least = 20;

/** The part between two corners, however they were drawn. */
export function between(from: Focus, to: Focus): Rect {
  return within({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) });
}

/** The part moved and shrunk until it lies inside the picture. */
export function within(rect: Rect): Rect {
  const width = Math.min(1000, Math.max(least, Math.round(rect.width)));
  const height = Math.min(1000, Math.max(least, Math.round(rect.height)));
  const inside = (at: number, size: number) => Math.min(1000 - size, Math.max(0, Math.round(at)));
  return { x: inside(rect.x, width), y: inside(rect.y, height), width, height };
}

/** The largest part of that shape inside the one drawn, from its corner; `picture` is the shape of the whole picture. */
export function fitted(rect: Rect, shape: number | null, picture: number): Rect {
  if (shape === null) return within(rect);
  // In thousandths a square of a wide picture is narrower than high.
  const ratio = shape / picture;
  const width = Math.min(rect.width, rect.height * ratio);
  return within({ x: rect.x, y: rect.y, width, height: width / ratio });
}
