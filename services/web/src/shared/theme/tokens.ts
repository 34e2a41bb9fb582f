/**
 * The design language in one place: warm paper, ink, one deep jade, bronze and cinnabar for what needs attention.
 *
 * Ant Design's theme (`shared/staff/antdTheme.ts`), the CSS variables of every page and the charts all derive from these
 * values. `tokens.test.ts` holds every text pair to WCAG AA.
 */
export const color = {
  paper: '#f4f2ee',
  surface: '#fbfaf8',
  raised: '#ffffff',
  sunken: '#ebe8e1',
  line: '#dfdad1',
  lineStrong: '#b9b1a4',
  /** Borders of controls: 3:1 against every surface. */
  lineControl: '#8c8375',
  ink: '#23211e',
  ink2: '#514c45',
  ink3: '#6b645a',
  jade: '#1f5a4c',
  jadeHover: '#2b6e5e',
  jadeActive: '#174439',
  jadeSoft: '#e2ebe7',
  onAccent: '#ffffff',
  bronze: '#80520f',
  bronzeSoft: '#f4ead8',
  cinnabar: '#a02c20',
  cinnabarSoft: '#f7e5e1',
  slate: '#2f4f73',
  slateSoft: '#e4eaf1',
  moss: '#3a6327',
  mossSoft: '#e6eedf',
} as const;

/** What a colour says; states are always written in words as well. */
export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | 'info';

export const tone: Record<Tone, { text: string; soft: string }> = {
  neutral: { text: color.ink2, soft: color.sunken },
  accent: { text: color.jade, soft: color.jadeSoft },
  good: { text: color.moss, soft: color.mossSoft },
  warn: { text: color.bronze, soft: color.bronzeSoft },
  bad: { text: color.cinnabar, soft: color.cinnabarSoft },
  info: { text: color.slate, soft: color.slateSoft },
};

/** In the order a chart takes them; each differs in lightness too, for readers who do not tell the hues apart. */
export const series = [color.jade, '#b9812f', color.slate, '#9b4a3c', '#7d9a6c', '#6b645a', '#8fb0a6', '#c9b48c'] as const;

export const font = {
  sans: "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
  /** Before the Chinese faces where the page speaks English: their quotation marks are as wide as a character. */
  latin: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial",
  serif: "'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', 'SimSun', serif",
  mono: "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'Noto Sans Mono CJK SC', monospace",
  size: 14,
  small: 13,
} as const;

export const shape = { radius: 4, control: 32 } as const;

/** The tokens as CSS custom properties, named `--ink`, `--jade-soft` and so on. */
export function cssVariables(): string {
  const kebab = (name: string) => name.replace(/[A-Z0-9]/g, (c) => `-${c.toLowerCase()}`);
  const colors = Object.entries(color).map(([name, value]) => `--${kebab(name)}:${value}`);
  const rest = [
    `--font-sans:${font.sans}`,
    `--font-serif:${font.serif}`,
    `--font-mono:${font.mono}`,
    `--radius:${String(shape.radius)}px`,
  ];
  return `:root{${[...colors, ...rest].join(';')}}:root:lang(en){--font-sans:${font.latin}, ${font.sans}}`;
}
