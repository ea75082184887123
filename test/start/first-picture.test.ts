import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startCockpit } from '../../main/cockpit';
import { places } from '../../main/data-folder/locations';
import { Board, type KeptBoard } from '../../main/engine/board';
import { createMemory } from '../../main/engine/memory';
import { firstPicture, keepPicture } from '../../main/first-picture';
import { openGround } from '../../main/ground';
import { openStore } from '../../main/storage/open-store';
import { createLog } from '../../main/log/log';
import { createLogFile } from '../../main/log/log-file';
import type { SourceState } from '../../shared/domain/sources/types';
import { WORKSPACE_TEXT } from '../builders/workspace-file';

// Over real files and the real store: a run ends as the desktop app's does, and the next one begins.

const now = Date.now;
let folder: string;
let workspace: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-first-picture-'));
  workspace = join(folder, 'meridian.yaml');
  writeFileSync(workspace, WORKSPACE_TEXT);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const place = (file: string | null = workspace) => ({ workspace: file, folder: join(folder, 'data') });

/** One answer in the store, as a sweep leaves it. */
async function aSweep(file: string | null, lastGoodAt: number): Promise<void> {
  const ground = await openGround(file);
  if (!ground.ok) throw new Error(ground.error.join());
  const { scope, key } = ground.value;
  const site = scope.workspace.sites[0]!;
  const { store } = openStore({ folder: place().folder, now });
  const source: SourceState = {
    account: site.account,
    region: site.region,
    api: 'DescribeAlarms',
    intervalSeconds: 60,
    lastGoodAt,
    lastGoodAwsAt: lastGoodAt,
    failure: null,
    nextTryAt: null,
    notUnderstood: [],
  };
  expect(store.saveSweep(key, now(), { source, alarms: [] }).ok).toBe(true);
  store.close();
}

/** A window that is opened and closed: nothing is asked. */
async function aRun(file: string | null = workspace, onKept = keepHere(file)): Promise<void> {
  const ground = await openGround(file);
  if (!ground.ok) throw new Error(ground.error.join());
  const cockpit = startCockpit({
    ground: ground.value,
    folder: place().folder,
    info: { version: '1', runtime: 'test', dataFolder: place().folder, warning: null },
    onKept,
    log: createLog({ now, file: createLogFile(places(place().folder).log) }),
  });
  await cockpit.stop();
}
const keepHere = (file: string | null) => (kept: KeptBoard) => keepPicture(place(file), kept);

const known = async (file: string | null = workspace) =>
  (await firstPicture(place(file), now))?.sources.filter((source) => source.lastGoodAt !== null).length ?? null;

describe('the first picture', () => {
  it('of an empty data folder shows the sites, and knows nothing', async () => {
    expect(await known()).toBe(0);
    expect((await firstPicture(place(null), now))?.sites).toHaveLength(12);
    expect(existsSync(place().folder)).toBe(false);
  });

  it('is what the last run knew', async () => {
    const at = now() - 50_000;
    await aSweep(workspace, at);
    await aRun();
    expect(await known()).toBe(1);
    const ground = await openGround(workspace);
    if (!ground.ok) throw new Error('no ground');
    const picture = await firstPicture(place(), () => at + 100_000);
    const { store } = openStore({ folder: place().folder, now });
    const memory = createMemory({ store, key: ground.value.key, recallSources: true, onProblem: () => undefined });
    const board = new Board(ground.value.scope);
    memory.recall(board, at + 100_000);
    memory.close();
    expect(picture).toEqual(board.picture(1, at + 100_000));
  });

  it('is not there before a run ended, nor where it ended badly', async () => {
    await aSweep(workspace, now());
    expect(await known()).toBeNull();
    await aRun();
    expect(await known()).toBe(1);
    // Killed: its journal is left.
    writeFileSync(join(place().folder, 'last-known.sqlite-wal'), 'journal');
    expect(await known()).toBeNull();
  });

  it('is not there when the store was written to since, by whoever', async () => {
    await aSweep(workspace, now() - 60_000);
    await aRun();
    await aSweep(workspace, now());
    expect(await known()).toBeNull();
  });

  it('is never that of another workspace, another text of the file, or another AWS (P9)', async () => {
    await aSweep(workspace, now());
    await aRun();
    expect(await known()).toBe(1);
    expect(await known(null)).toBeNull();
    const other = join(folder, 'other.yaml');
    cpSync(workspace, other);
    expect(await known(other)).toBeNull();
    vi.stubEnv('AWS_ENDPOINT_URL_HEALTH', 'http://127.0.0.1:1');
    expect(await known()).toBeNull();
    vi.unstubAllEnvs();
    expect(await known()).toBe(1);
    appendFileSync(workspace, '\n# a word\n');
    expect(await known()).toBeNull();
  });

  it('of a file that is broken or went on, nothing is kept', async () => {
    await aSweep(workspace, now());
    await aRun();
    const file = places(place().folder).picture;
    const given: KeptBoard[] = [];
    await aRun(workspace, async (kept) => void given.push(kept));
    const [kept] = given;
    await keepPicture(place(), kept!);
    expect(existsSync(file)).toBe(true);
    // What is in the file is not what ran.
    writeFileSync(workspace, WORKSPACE_TEXT.replace('Brazil production', 'Another'));
    await keepPicture(place(), kept!);
    expect(existsSync(file)).toBe(false);
    writeFileSync(workspace, 'broken: [');
    await keepPicture(place(), kept!);
    expect(existsSync(file)).toBe(false);
    expect(await known()).toBeNull();
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 10)],
    [
      'with one byte changed',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === bytes.length - 40 ? byte ^ 1 : byte))),
    ],
    [
      'of another program',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"program":"', '"program":"0'), 'latin1'),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['of something else', () => Buffer.from('{"a":1}\n{"b":2}')],
  ] as const)('is not read from a file that is %s', async (_how, change) => {
    await aSweep(workspace, now());
    await aRun();
    const file = places(place().folder).picture;
    writeFileSync(file, change(readFileSync(file)));
    expect(await known()).toBeNull();
  });
});
