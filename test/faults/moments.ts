import { mkdirSync, readdirSync, readFileSync, statSync, watch as watchFile } from 'node:fs';
import { join } from 'node:path';
import { assertNever } from '../../shared/lib/assert-never';
import type { Random } from '../records/simulator/random';
import { killWhileStarting, type Rig, type RunningApp } from './app';
import type { Plan } from './plan';
import { act, actByHand, focusNotes, type, watch, type Known } from './scribe';

export interface Scene {
  readonly rig: Rig;
  readonly app: RunningApp;
  readonly record: Known;
  readonly random: Random;
  /** A word nobody used before. */
  readonly name: () => string;
  readonly onDeclared: (record: Known) => void;
}

/** A log as long as that is folded when its record was left alone for 20 s. */
const LONG = 30;
const FOLDED_WITHIN = 40_000;
const BACKED_UP_WITHIN = 20_000;
const OPENED_WITHIN = 30_000;

export interface Lived {
  /** What was wrong before the kill. */
  readonly problems: readonly string[];
  /** How far it had come, where that can be told; else empty. */
  readonly found: string;
}

/** Lives through the moment and kills the app in it. */
export async function liveThrough({ moment, delay }: Plan, scene: Scene): Promise<Lived> {
  const { rig, app, record, random, name } = scene;
  const problems: string[] = [];
  let found = '';
  let over = false;
  const isOver = (): boolean => over;
  const tools = { ...scene, isOver };
  /** What goes on until the program is gone; nothing of it may fail before that. */
  const goOn = (...works: readonly Promise<void>[]): Promise<unknown> =>
    Promise.all(
      works.map((work) =>
        work.catch((error: unknown) => {
          if (!over) problems.push(error instanceof Error ? error.message : String(error));
        }),
      ),
    );
  const kill = async (): Promise<void> => {
    over = true;
    await app.kill();
  };
  const typing = (): readonly Promise<void>[] => [
    type(app.page, record, random, isOver),
    watch(app.page, record, isOver),
  ];
  switch (moment) {
    case 'acts':
    case 'both':
    case 'typing': {
      if (moment !== 'acts') await focusNotes(app.page);
      const work = goOn(
        ...(moment === 'acts' ? [actByHand(app, record, tools)] : typing()),
        ...(moment === 'both' ? [act(app, record, tools)] : []),
      );
      await after(delay);
      await kill();
      await work;
      return { problems, found };
    }
    case 'startup':
      await kill();
      await killWhileStarting(rig, after(delay));
      return { problems, found };
    case 'opening': {
      await kill();
      // After kill -9 the next start looks at all of the store: its first touch is the beginning of that.
      const touched = until(join(rig.data, 'records'), OPENED_WITHIN, () => true);
      await killWhileStarting(
        rig,
        touched.then((came) => (came ? after(delay) : void problems.push('the start did not open the records'))),
      );
      return { problems, found };
    }
    case 'closing': {
      await focusNotes(app.page);
      const work = goOn(...typing());
      await after(150);
      over = true;
      const closing = app.close().catch(() => undefined);
      await after(delay);
      await kill();
      await Promise.all([work, closing]);
      return { problems, found };
    }
    case 'backup': {
      const backups = join(rig.data, 'records', 'backups');
      mkdirSync(backups, { recursive: true });
      const begun = until(backups, BACKED_UP_WITHIN, (file) => file?.includes('.part') === true);
      await focusNotes(app.page);
      const work = goOn(...typing(), act(app, record, tools));
      if (!(await begun)) problems.push('no backup began');
      await after(delay);
      await kill();
      await work;
      found = readdirSync(backups).some((file) => file.includes('.part'))
        ? 'a half backup is left'
        : 'the backup is whole';
      return { problems, found };
    }
    case 'fold': {
      for (let entry = 0; entry < LONG; entry += 1) {
        const word = name();
        record.deeds.set(word, false);
        await app.call('incidents.note', { id: record.id, kind: 'note', text: word });
        record.deeds.set(word, true);
        const severity = entry % 2 === 0 ? 'SEV1' : 'SEV2';
        await app.call('incidents.act', { id: record.id, act: { act: 'severity', severity } }).catch(() => undefined);
      }
      const { size } = statSync(rig.trace);
      // Between the snapshot and the end of what it covers: the line of a fold says nothing new.
      const folded = await until(rig.trace, FOLDED_WITHIN, () => readFileSync(rig.trace).includes('"kinds":[]', size));
      if (!folded) problems.push('nothing was folded');
      await after(delay);
      await kill();
      return { problems, found };
    }
    default:
      return assertNever(moment);
  }
}

/** The seeded way from the beginning of a moment to the kill. */
const after = (delay: number): Promise<void> => new Promise((done) => setTimeout(done, delay));

/** True as soon as a change of a file or folder is the one that is waited for; false where it does not come in time. */
function until(place: string, within: number, isIt: (file: string | null) => boolean): Promise<boolean> {
  return new Promise((done) => {
    const watcher = watchFile(place, (_event, file) => {
      if (isIt(file)) end(true);
    });
    const timer = setTimeout(() => end(false), within);
    const end = (came: boolean): void => {
      clearTimeout(timer);
      watcher.close();
      done(came);
    };
  });
}
