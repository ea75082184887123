import type { Place } from './audit/report';
import type { State } from './state';

export const pictureOf = ({ state, theme, size }: Place): string => `${state}-${theme}-${size}.webp`;

/** Pictures that are kept in git: the reference size, of the main states the small window too; the rest lies in `more/`. */
export const isKept = (state: State, size: string): boolean =>
  size === REFERENCE || (state.main === true && size === SMALL);

const REFERENCE = '1440x900';
const SMALL = '1100x700';
const SIZES = [REFERENCE, SMALL] as const;

/** The index of docs/screens: each state, what to look at, and those of its pictures that are there. */
export function indexOf(states: readonly State[], has: (picture: string) => boolean): string {
  const groups = [...new Set(states.map(({ group }) => group))];
  return [
    '# Screens',
    '',
    'Every screen and state of Meridian, in real Electron on a simulated AWS, made by `npm run screens` from seeded scenarios:',
    'dark and light, at 1440 x 900, 1100 x 700 and 1920 x 1080. An audit looks at each of them and fails on overflow, overlap,',
    'clipped text, weak contrast and small targets. All clocks begin at Wed 18 Nov 2026, 01:42:20 UTC; seconds and ages differ from',
    'run to run. A state is one entry of `test/screens/states.ts`. Main states are kept here in two sizes, the others in one;',
    'the command puts the rest into `more/`, which git ignores.',
    '',
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      ...states.filter((state) => state.group === group).flatMap((state) => sectionOf(state, has)),
    ]),
  ].join('\n');
}

const THEMES = ['dark', 'light'] as const;

function sectionOf(state: State, has: (picture: string) => boolean): readonly string[] {
  const { name, title, look } = state;
  const file = (theme: string, size: string): string => pictureOf({ state: name, theme, size });
  const shown = (theme: string): string =>
    has(file(theme, REFERENCE)) ? `<img src="${file(theme, REFERENCE)}" width="420" alt="${title}, ${theme}">` : '';
  const links = (theme: string): string =>
    SIZES.filter((size) => isKept(state, size) && has(file(theme, size)))
      .map((size) => `[${size}](${file(theme, size)})`)
      .join(' ');
  return [
    `### ${title}`,
    '',
    look,
    '',
    '| Dark | Light |',
    '|---|---|',
    `| ${THEMES.map(shown).join(' | ')} |`,
    `| ${THEMES.map(links).join(' | ')} |`,
    '',
  ];
}
