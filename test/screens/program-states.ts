import type { NewVersion } from '../../shared/domain/updates/types';
import type { Stage } from './stage';
import type { State } from './state';

const FOUND: NewVersion = {
  version: '0.2.0',
  releasedAt: Date.parse('2026-11-16T09:00:00Z'),
  size: 118_400_000,
  install: 'here',
};

const critical = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  await page.locator('.plate.is-callout').waitFor();
};

/** What Meridian says of itself: quiet lines, never more urgent than what stands below them. */
export const PROGRAM_STATES: readonly State[] = [
  {
    name: 'crash-line',
    group: 'The program itself',
    title: 'After a crash of Meridian',
    look: 'One quiet line says when, where the report lies and that nothing was sent.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      const page = await stage.crash();
      await page.locator('.crash-line').waitFor();
      await critical(stage);
    },
  },
  {
    name: 'update-available',
    group: 'The program itself',
    title: 'A new version',
    look: "What it is and how large; the download is a person's step.",
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await stage.tellUpdates({ kind: 'available', found: FOUND });
      await stage.page.locator('.update-line').waitFor();
    },
  },
  {
    name: 'update-downloading',
    group: 'The program itself',
    title: 'A new version on its way',
    look: 'Progress stands still in its place; nothing else moves.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await stage.tellUpdates({ kind: 'downloading', found: FOUND, share: 0.42 });
      await stage.page.getByRole('progressbar', { name: 'Downloaded' }).waitFor();
    },
  },
  {
    name: 'update-refused',
    group: 'The program itself',
    title: 'A version that is not what its publisher signed',
    look: 'Refused in plain words, and nothing of it was kept.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await stage.tellUpdates({
        kind: 'refused',
        step: 'download',
        problem: { code: 'altered-file', detail: null },
        found: FOUND,
        asked: true,
      });
      await stage.page.locator('.update-line').waitFor();
    },
  },
];
