import type { State } from './states';

/** The index of docs/screens: each state, what to look at, and its pictures. */
export function indexOf(states: readonly State[]): string {
  const groups = [...new Set(states.map(({ group }) => group))];
  return [
    '# Screens',
    '',
    'Every screen and state of Meridian, in real Electron on a simulated AWS, made by `npm run screens` from seeded scenarios:',
    'dark and light, at 1440 x 900, 1100 x 700 and 1920 x 1080. An audit looks at each of them and fails on overflow, overlap,',
    'clipped text, weak contrast and small targets. All clocks begin at Wed 18 Nov 2026, 01:42:20 UTC; seconds and ages differ from',
    'run to run. A state is one entry of `test/screens/states.ts`.',
    '',
    ...groups.flatMap((group) => [`## ${group}`, '', ...states.filter((state) => state.group === group).flatMap(sectionOf)]),
  ].join('\n');
}

const THEMES = ['dark', 'light'] as const;

function sectionOf({ name, title, look }: State): readonly string[] {
  const file = (theme: string, size: string): string => `${name}-${theme}-${size}.webp`;
  const links = (theme: string): string =>
    ['1440x900', '1100x700', '1920x1080'].map((size) => `[${size}](${file(theme, size)})`).join(' ');
  return [
    `### ${title}`,
    '',
    look,
    '',
    '| Dark | Light |',
    '|---|---|',
    `| ${THEMES.map((theme) => `<img src="${file(theme, '1440x900')}" width="420" alt="${title}, ${theme}">`).join(' | ')} |`,
    `| ${THEMES.map(links).join(' | ')} |`,
    '',
  ];
}
