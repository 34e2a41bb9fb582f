import { describe, expect, it } from 'vitest';
import { between, fitted, within } from './crop';

describe('a part of a picture', () => {
  it('is the same whichever corner is drawn first, and lies inside', () => {
    const part = { x: 100, y: 200, width: 300, height: 400 };
    expect(between({ x: 100, y: 200 }, { x: 400, y: 600 })).toEqual(part);
    expect(between({ x: 400, y: 600 }, { x: 100, y: 200 })).toEqual(part);
    expect(within({ x: 990, y: -5, width: 100, height: 2000 })).toEqual({ x: 900, y: 0, width: 100, height: 1000 });
  });

  it('keeps a shape, whatever that of the picture', () => {
    // A square of a picture twice as wide as high takes half its width.
    expect(fitted({ x: 0, y: 0, width: 1000, height: 1000 }, 1, 2)).toEqual({ x: 0, y: 0, width: 500, height: 1000 });
    expect(fitted({ x: 0, y: 0, width: 200, height: 1000 }, 1, 2)).toEqual({ x: 0, y: 0, width: 200, height: 400 });
  });
});
