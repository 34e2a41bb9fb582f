import { describe, expect, it } from 'vitest';
import { contrast } from './contrast';
import { color, cssVariables, tone } from './tokens';

const surfaces = [color.paper, color.surface, color.raised, color.sunken];

describe('theme', () => {
  it.each(['ink', 'ink2', 'ink3', 'jade', 'bronze', 'cinnabar', 'slate', 'moss'] as const)('%s is legible on every surface', (name) => {
    for (const surface of surfaces) expect(contrast(color[name], surface)).toBeGreaterThanOrEqual(4.5);
  });

  it('every tone is legible on its own soft ground', () => {
    for (const { text, soft } of Object.values(tone)) expect(contrast(text, soft)).toBeGreaterThanOrEqual(4.5);
  });

  it('text on the accent and control borders meet their ratios', () => {
    for (const ground of [color.jade, color.jadeHover, color.jadeActive, color.cinnabar]) {
      expect(contrast(color.onAccent, ground)).toBeGreaterThanOrEqual(4.5);
    }
    for (const surface of surfaces) expect(contrast(color.lineControl, surface)).toBeGreaterThanOrEqual(3);
  });

  it('names every variable in kebab case', () => {
    expect(cssVariables()).toContain('--ink-2:#514c45');
    expect(cssVariables()).toContain('--jade-soft:');
  });
});
