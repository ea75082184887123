import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Workspace } from '../../shared/domain/workspace/types';
import type { Sha256 } from '../../shared/records/content-hash';
import { readText } from '../engine/read-text';
import { openGround } from '../ground';
import { openRecords } from '../open-records';
import { folderOf, own } from '../place';
import { systemClock } from '../polling/system-clock';
import type { Names } from '../records-desk/changes/calendar-plans';
import { createChanges, type Changes } from '../records-desk/changes/changes';
import { changesFile } from '../records-desk/changes/exporting';
import { importChanges } from '../records-desk/changes/importing';
import type { Records } from '../records/records-port';
import { EXIT, type Command } from './arguments';
import { personOf } from './person';
import type { Outcome } from './status';
import { inert } from './status-text';

type FileCommand = Extract<Command, { kind: 'changes-import' | 'changes-export' }>;

/** `meridian changes import` and `export`: changes from and for other programs, in a data folder nobody else holds. */
export async function changesFiles(command: FileCommand): Promise<Outcome> {
  const ground = await openGround(command.place.workspace);
  if (!ground.ok) return failed(EXIT.badWorkspace, ground.error);
  const { workspace, demo } = ground.value.scope;
  const text = command.kind === 'changes-import' ? readText(command.file, 'a readable file') : null;
  if (text?.ok === false) return failed(EXIT.noInput, [text.error]);
  const folder = folderOf(command.place.data, demo);
  const owned = own(folder, 'changes');
  if (!owned.ok) return failed(EXIT.inUse, [owned.error.message]);
  try {
    const person = personOf(folder);
    const { records } = openRecords({ folder, person, clock: systemClock, clockOffset: () => null });
    records.catchUp();
    const changes = createChanges({
      records,
      person,
      now: systemClock.now,
      clockOffset: () => null,
      newId: randomUUID,
      sha256,
      guard: () => {
        throw new Error('nothing is started here');
      },
    });
    const outcome =
      command.kind === 'changes-export'
        ? leave(command, changes, workspace)
        : bring({ name: command.file, text: text?.value ?? '' }, command.json, { changes, records, workspace });
    const stopped = records.stop();
    return stopped.ok ? outcome : failed(EXIT.io, [stopped.error.message]);
  } finally {
    owned.value.release();
  }
}

function bring(
  file: { readonly name: string; readonly text: string },
  json: boolean,
  opened: { readonly changes: Changes; readonly records: Records; readonly workspace: Workspace },
): Outcome {
  const { changes, records, workspace } = opened;
  const done = importChanges(file, { changes, records, names: () => namesOf(workspace), now: systemClock.now });
  if (!done.ok) return failed(done.error.kind === 'not-allowed' ? EXIT.badInput : EXIT.io, [done.error.message]);
  const { created, updated, unchanged, problems, more } = done.value;
  const said = [...problems.map((one) => `${file.name}:${one}`), ...(more > 0 ? [`${more} more problems`] : [])];
  return {
    code: 0,
    stdout: json
      ? `${JSON.stringify(done.value, null, 2)}\n`
      : `${created} created, ${updated} brought up to date, ${unchanged} unchanged\n`,
    stderr: said.map((one) => `${inert(one)}\n`).join(''),
  };
}

function leave(
  { format, out }: Extract<Command, { kind: 'changes-export' }>,
  changes: Changes,
  workspace: Workspace,
): Outcome {
  const listed = changes.list();
  if (!listed.ok) return failed(EXIT.io, [listed.error.message]);
  const names = new Map(workspace.people.map(({ id, name }) => [id, name]));
  const { text } = changesFile(listed.value, format, {
    names: namesOf(workspace),
    nameOf: (person) => names.get(person) ?? person,
    now: systemClock.now(),
    name: workspace.name,
  });
  if (out === null) return { code: 0, stdout: text, stderr: '' };
  try {
    writeFileSync(out, text, { mode: 0o600 });
    return { code: 0, stdout: '', stderr: '' };
  } catch (error) {
    return failed(EXIT.cannotCreate, [`${out} cannot be written: ${error instanceof Error ? error.message : ''}`]);
  }
}

const namesOf = ({ sites }: Workspace): Names => ({
  sites,
  services: [...new Set(sites.flatMap(({ services }) => services))],
});
const sha256: Sha256 = (of) => createHash('sha256').update(of).digest('hex');

const failed = (code: number, lines: readonly string[]): Outcome => ({
  code,
  stdout: '',
  stderr: lines.map((line) => `${inert(line)}\n`).join(''),
});
