import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readWorkspaceFile, stampOf, watchWorkspaceFile } from '../../main/engine/workspace-file';
import type { Workspace } from '../../shared/domain/workspace/types';
import type { Result } from '../../shared/lib/result';
import { WORKSPACE_TEXT, workspaceText } from '../builders/workspace-file';

function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-workspace-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function fileOf(content: string | Uint8Array, name = 'meridian.yaml'): string {
  const file = join(folderFor(), name);
  writeFileSync(file, content);
  return file;
}

type Read = Result<Workspace, readonly string[]>;
const problems = (read: Read): readonly string[] => (read.ok ? [] : read.error);
const nameOf = (read: Read | undefined): string | null => (read?.ok === true ? read.value.name : null);

describe('a workspace file', () => {
  it('is read as it is written', () => {
    const read = readWorkspaceFile(fileOf(WORKSPACE_TEXT));
    expect(read.ok && read.value.sites.map((site) => site.id)).toEqual(['br-prod']);
  });

  it.each([
    ['with a byte order mark', `\uFEFF${WORKSPACE_TEXT}`],
    ['with line ends of Windows', WORKSPACE_TEXT.replaceAll('\n', '\r\n')],
    ['with both', `\uFEFF${WORKSPACE_TEXT.replaceAll('\n', '\r\n')}`],
    ['without a last line end', WORKSPACE_TEXT.trimEnd()],
  ])('%s means the same', (_name, text) => {
    expect(readWorkspaceFile(fileOf(text))).toEqual(readWorkspaceFile(fileOf(WORKSPACE_TEXT)));
  });

  it('may have any name in its path', () => {
    const folder = join(folderFor(), 'Команда पूर्व ação');
    mkdirSync(folder);
    writeFileSync(join(folder, 'über #1.yaml'), WORKSPACE_TEXT);
    expect(readWorkspaceFile(join(folder, 'über #1.yaml')).ok).toBe(true);
  });

  it('that is not there, or is a folder, is said in the form of every problem: FILE:LINE:COLUMN key: expected ...', () => {
    const folder = folderFor();
    const missing = join(folder, 'none.yaml');
    expect(problems(readWorkspaceFile(missing))).toEqual([
      `${missing}:1:1 (file): expected a readable workspace file, there is no such file`,
    ]);
    expect(problems(readWorkspaceFile(folder))).toEqual([
      `${folder}:1:1 (file): expected a readable workspace file, this is a folder`,
    ]);
    const below = join(fileOf(''), 'below.yaml');
    expect(problems(readWorkspaceFile(below))[0]).toMatch(/:1:1 \(file\): expected a readable workspace file, /);
  });

  it.each([
    ['empty', ''],
    ['no YAML', 'sites: [unclosed'],
    ['no object', '- 1\n- 2\n'],
    ['of zeros', new Uint8Array(4_096)],
    ['no UTF-8', new Uint8Array([0xff, 0xfe, 0x73, 0x00, 0x69, 0x00])],
  ])('that is %s is refused with a line and a column', (_name, content) => {
    const file = fileOf(content);
    const lines = problems(readWorkspaceFile(file));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line.startsWith(file)).toBe(true);
      expect(line.slice(file.length)).toMatch(/^:\d+:\d+ \S.*: expected /);
    }
  });

  it('with a wrong value names the place in the file, also behind a byte order mark and line ends of Windows', () => {
    const wrong = workspaceText('tier: production', 'tier: prod');
    const line = wrong.split('\n').findIndex((one) => one.includes('tier: prod')) + 1;
    for (const text of [wrong, `\uFEFF${wrong.replaceAll('\n', '\r\n')}`]) {
      const file = fileOf(text);
      expect(problems(readWorkspaceFile(file))[0]?.startsWith(`${file}:${line}:11 sites[0].tier: expected`)).toBe(true);
    }
  });
});

describe('the watch on a workspace file', () => {
  /** Waits until the watch has told something that fits. The watch looks as often as a test can wait; nothing here sleeps. */
  const PAUSE = 10;
  const told = (seen: readonly Read[], fits: (read: Read) => boolean): Promise<void> =>
    vi.waitFor(() => expect(seen.some(fits)).toBe(true), { timeout: 20_000, interval: PAUSE });

  function watched(file: string, stamp: string): { readonly seen: readonly Read[]; readonly stop: () => void } {
    const seen: Read[] = [];
    const stop = watchWorkspaceFile(file, stamp, (read) => seen.push(read), PAUSE);
    onTestFinished(stop);
    return { seen, stop };
  }

  /** As editors and git do: a new file takes the place of the old one. */
  function replace(file: string, text: string): void {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }

  const named = (name: string): string => workspaceText('name: Retail platform', `name: ${name}`);

  it(
    'sees a file that is written over, replaced by another, broken, gone, back again',
    { timeout: 90_000 },
    async () => {
      const file = fileOf(WORKSPACE_TEXT);
      const { seen } = watched(file, await stampOf(file));
      writeFileSync(file, named('Second version'));
      await told(seen, (read) => nameOf(read) === 'Second version');
      replace(file, named('Third by another file'));
      await told(seen, (read) => nameOf(read) === 'Third by another file');
      replace(file, 'sites: [');
      await told(seen, (read) => !read.ok);
      replace(file, named('Fourth put right again'));
      await told(seen, (read) => nameOf(read) === 'Fourth put right again');
      rmSync(file);
      await told(seen, (read) => problems(read).some((line) => line.includes('there is no such file')));
      replace(file, named('Fifth'));
      await told(seen, (read) => nameOf(read) === 'Fifth');
      // Once for each state of the file (a write in place may be seen half done).
      expect(seen.length).toBeLessThanOrEqual(7);
    },
  );

  it('sees what happened between the first reading and the watch', { timeout: 30_000 }, async () => {
    const file = fileOf(WORKSPACE_TEXT);
    const stamp = await stampOf(file);
    replace(file, named('While it started'));
    const { seen } = watched(file, stamp);
    await told(seen, (read) => nameOf(read) === 'While it started');
  });

  it('says nothing of a file that stays as it was read', { timeout: 30_000 }, async () => {
    const file = fileOf(WORKSPACE_TEXT);
    const quiet = watched(file, await stampOf(file));
    const news = watched(file, 'another');
    await told(news.seen, (read) => read.ok);
    expect(quiet.seen).toEqual([]);
  });

  it('two watches end apart: one that is stopped leaves the other', { timeout: 60_000 }, async () => {
    const file = fileOf(WORKSPACE_TEXT);
    const stamp = await stampOf(file);
    const [one, other] = [watched(file, stamp), watched(file, stamp)];
    one.stop();
    replace(file, named('Another'));
    await told(other.seen, (read) => nameOf(read) === 'Another');
    expect(one.seen).toEqual([]);
  });
});
