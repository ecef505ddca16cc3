import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast.ts';
import { coloursOf } from './palette.ts';

const modes = ['light', 'dark'] as const;

describe.each(modes)('the %s palette meets WCAG AA', (mode) => {
  const colours = coloursOf[mode];
  it.each(['canvas', 'surface', 'raised', 'subtle', 'hover'] as const)('for every text on %s', (ground) => {
    for (const text of [colours.text, colours.textSecondary, colours.accentText])
      expect(contrastRatio(text, colours[ground])).toBeGreaterThanOrEqual(4.5);
  });
  it('for words on a tinted chip', () => {
    for (const { text, background } of Object.values(colours.tone))
      expect(contrastRatio(text, background)).toBeGreaterThanOrEqual(4.5);
  });
  it('for the words of a primary button, also under the pointer', () => {
    expect(contrastRatio(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colours.onAccent, colours.accentHover)).toBeGreaterThanOrEqual(4.5);
  });
  it('for the focus ring against every ground', () => {
    for (const ground of [colours.canvas, colours.surface, colours.raised])
      expect(contrastRatio(colours.focus, ground)).toBeGreaterThanOrEqual(3);
  });
  it('for lines and dots that carry state', () => {
    for (const { strong } of Object.values(colours.tone))
      expect(contrastRatio(strong, colours.surface)).toBeGreaterThanOrEqual(3);
  });
});

describe('contrast', () => {
  it('of black on white is 21', () => expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5));
});
