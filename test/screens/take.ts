import { auditFocus, auditPage, type Audited } from './audit/audit';
import { isAllowed } from './allowed';
import type { Finding } from './audit/page/types';
import type { Place } from './audit/report';
import { openStage, type Size, type Stage, type Theme } from './stage';
import type { State } from './state';

/** The sizes of the pictures; the smallest window is audited as well and has no picture. */
export const SIZES: Readonly<Record<string, Size>> = {
  '1440x900': { width: 1440, height: 900 },
  '1100x700': { width: 1100, height: 700 },
  '1920x1080': { width: 1920, height: 1080 },
};
export const LEAST_SIZE = '1000x640';

export const sizeOf = (name: string): Size => {
  const [width, height] = name.split('x').map(Number);
  if (!width || !height) throw new Error(`"${name}" is no size such as 1440x900`);
  return { width, height };
};

export const THEMES: readonly Theme[] = ['dark', 'light'];

/** One state in one theme and size, looked at. */
export interface Look extends Audited {
  readonly place: Place;
}

/** Opens the app in a state and hands over each look; the app is closed whatever happens. */
export async function takeState(
  state: State,
  themes: readonly Theme[],
  sizes: readonly string[],
  audits: boolean,
  onLook: (look: Look) => Promise<void>,
): Promise<void> {
  const stage = await openStage(state.world, state);
  try {
    await state.show(stage);
    await stage.held(() => looks(stage, state, themes, sizes, audits, onLook));
  } finally {
    await stage.close();
  }
}

async function looks(
  stage: Stage,
  state: State,
  themes: readonly Theme[],
  sizes: readonly string[],
  audits: boolean,
  onLook: (look: Look) => Promise<void>,
): Promise<void> {
  for (const size of sizes)
    for (const theme of themes) {
      // Colours do not change with the smallest window, and it has no picture: once is enough.
      if (size === LEAST_SIZE && theme !== themes[0]) continue;
      await stage.look(theme, sizeOf(size));
      const place = { state: state.name, theme, size };
      if (!audits) {
        const picture = await stage.page.screenshot({ animations: 'disabled', caret: 'hide' });
        await onLook({ place, picture, findings: [], seen: { texts: 0, controls: 0, plates: 0 } });
        continue;
      }
      const audited = await auditPage(stage.page, { roles: theme === themes[0] });
      const focus: readonly Finding[] = state.focus && size === sizes[0] ? await auditFocus(stage.page) : [];
      const findings = [...audited.findings, ...focus].filter((finding) => !isAllowed(finding));
      await onLook({ ...audited, findings, place });
    }
}
