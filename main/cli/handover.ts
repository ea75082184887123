import { draftOf } from '../../shared/domain/handover/draft/draft';
import { handoverJson } from '../../shared/domain/handover/handover-json';
import { measuresOf } from '../../shared/domain/handover/measures';
import type { HandoverRow, HandoverView } from '../../shared/domain/handover/types';
import { stateText } from '../../shared/domain/handover/words';
import { nextHandover } from '../../shared/domain/shifts/handover-times';
import type { Handover } from '../../shared/domain/shifts/types';
import { teamViews } from '../../shared/domain/snapshot/build';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import { err, ok, type Result } from '../../shared/lib/result';
import { iso, type Ms } from '../../shared/lib/time';
import { handoverHash, signingOf } from '../../shared/records/handover';
import { handoverMarkdown } from '../../shared/records/handover-out/markdown';
import { handoverText } from '../../shared/records/handover-out/text';
import { createMemory } from '../engine/memory';
import { openGround, type Ground } from '../ground';
import { folderOf, own } from '../place';
import { systemClock } from '../polling/system-clock';
import { beforeOf } from '../records-desk/handovers/before';
import { boundaryOf, handoverOfEnd } from '../../shared/domain/handover/boundary';
import { draftedContent } from '../records-desk/handovers/drafted-edits';
import { draftFacts } from '../records-desk/handovers/facts';
import { titleOf } from '../records-desk/handovers/listing';
import { namesOf } from '../records-desk/handovers/names';
import { listedFields, viewOf } from '../records-desk/handovers/view';
import { openStore } from '../storage/open-store';
import { EXIT, type Command } from './arguments';
import { openHandoverRecords, sha256, type HandoverRecords } from './handover-records';
import { personOf } from './person';
import type { Outcome } from './status';
import { inert } from './status-text';
import { sweepOnce } from './sweep-once';

type HandoverCommand = Extract<Command, { kind: 'handover' }>;

/** Nothing can be made of what was asked, for a reason that is said. */
const NOTHING = 1;

/**
 * `meridian handover`: the document by which a shift gives duty to the next, for a terminal, a chat or another program. What is in the data
 * folder is shown as it is; else it is drafted from one sweep, and stored nowhere.
 */
export async function handover(command: HandoverCommand): Promise<Outcome> {
  const began = systemClock.now();
  const ground = await openGround(command.place.workspace);
  if (!ground.ok) return failed(EXIT.badWorkspace, ground.error);
  const { workspace, demo } = ground.value.scope;
  const teams = teamViews(workspace);
  if (command.team !== null && !teams.some(({ id }) => id === command.team))
    return failed(NOTHING, [`there is no team ${command.team}: one of ${teams.map(({ id }) => id).join(', ')}`]);

  const folder = folderOf(command.place.data, demo);
  const owned = own(folder, 'handover');
  if (!owned.ok) return failed(EXIT.inUse, [owned.error.message]);
  try {
    const person = personOf(folder);
    const records = openHandoverRecords(folder, person, teams);
    const outcome = await answer(command, { ground: ground.value, folder, person, records, began });
    const trouble = records.stop();
    return trouble === null ? outcome : failed(EXIT.io, [trouble]);
  } finally {
    owned.value.release();
  }
}

interface Asked {
  readonly ground: Ground;
  readonly folder: string;
  readonly person: string;
  readonly records: HandoverRecords;
  readonly began: Ms;
}

async function answer(command: HandoverCommand, { ground, folder, person, records, began }: Asked): Promise<Outcome> {
  const { workspace } = ground.scope;
  const listing = records.handovers.list();
  if (!listing.ok) return failed(EXIT.io, [listing.error.message]);
  const rows = listing.value;
  if (command.list) return listed(rows, command, workspace, began);
  const stored = (id: string): Outcome => {
    const view = records.handovers.read(id);
    return view.ok ? shown(view.value, true, command, ground) : failed(EXIT.io, [view.error.message]);
  };
  if (command.id !== null) {
    const found = meantBy(command.id, rows);
    return found.ok ? stored(found.value.id) : failed(NOTHING, [found.error]);
  }
  const teams = teamViews(workspace);
  const from = command.team ?? teamOf(person, workspace) ?? nextHandover(teams, began)?.from.id ?? null;
  if (from === null) return failed(NOTHING, ['no team of the workspace hands over within a week']);
  const end = boundaryOf(teams, from, rows, began);
  if (!end.ok) return failed(NOTHING, [end.error]);
  const here = handoverOfEnd(rows, end.value);
  if (here !== null) return stored(here.id);
  const snapshot = await swept(ground, folder, command, began);
  return shown(drafted(end.value, snapshot, rows, records), false, command, ground);
}

async function swept(ground: Ground, folder: string, command: HandoverCommand, began: Ms): Promise<Snapshot> {
  const { store } = openStore({ folder, now: systemClock.now });
  const memory = createMemory({ store, key: ground.key, recallSources: false, onProblem: () => undefined });
  return sweepOnce(ground, memory, { timeoutSeconds: command.timeoutSeconds, began, beside: true });
}

function drafted(
  end: Handover,
  snapshot: Snapshot,
  rows: readonly HandoverRow[],
  records: HandoverRecords,
): HandoverView {
  const now = snapshot.generatedAt;
  const facts = draftFacts(end, {
    ...records,
    now: () => now,
    snapshot: () => snapshot,
    ...beforeOf(end, rows, records.handovers, snapshot.teams),
  });
  const content = draftedContent(facts, draftOf(facts));
  const signing = signingOf(content, [], sha256);
  const measures = measuresOf(content, signing, [], now);
  const row = { ...listedFields(content, signing, null), id: '', changedAt: now, measures, alsoTaken: [] };
  return viewOf(row, content, signing, handoverHash(content, sha256), { waiting: [], lost: [] }, []);
}

/** By its id, or the beginning of it. */
function meantBy(said: string, rows: readonly HandoverRow[]): Result<HandoverRow, string> {
  const [first, ...more] = rows.filter(({ id }) => id.startsWith(said.toLowerCase()));
  if (first === undefined)
    return err(`there is no handover ${said} in this data folder (see: meridian handover --list)`);
  return more.length === 0 ? ok(first) : err(`${said} may mean ${[first, ...more].map(({ id }) => id).join(', or ')}`);
}

const teamOf = (person: string, { people }: Workspace): string | null =>
  people.find(({ id }) => id === person)?.team ?? null;

const known = (workspace: Workspace) => ({ teams: teamViews(workspace), sites: workspace.sites });

function shown(view: HandoverView, stored: boolean, { format }: HandoverCommand, ground: Ground): Outcome {
  const { workspace, demo } = ground.scope;
  const names = namesOf(known(workspace));
  const now = systemClock.now();
  const options = { zone: 'receiver', now, demo, workspace: workspace.name } as const;
  const notStored = stored ? '' : 'Draft, not stored: made for this answer.';
  switch (format) {
    case 'json': {
      const json = handoverJson(view, { now, demo, workspace: workspace.id, stored, teamName: names.team });
      return printed(`${JSON.stringify(json, null, 2)}\n`);
    }
    case 'text':
      return printed(safe(`${notStored}${notStored === '' ? '' : '\n'}${handoverText(view, names, options)}`));
    case 'markdown': {
      const text = handoverMarkdown(view, names, options);
      // Above the title, below what a machine reads.
      return printed(safe(stored ? text : text.replace(/^(---\n[\s\S]*?\n---\n\n)/, `$1> ${notStored}\n\n`)));
    }
  }
}

function listed(rows: readonly HandoverRow[], { format }: HandoverCommand, workspace: Workspace, now: Ms): Outcome {
  const names = namesOf(known(workspace));
  if (format === 'json') {
    const said = rows.map((row) => ({
      id: row.id,
      from: row.from,
      to: row.to,
      at: iso(row.at),
      state: row.state,
      draftedAt: iso(row.draftedAt),
      signedBy: row.signedBy,
      acceptedBy: row.acceptedBy,
      acceptedAt: row.acceptedAt === null ? null : iso(row.acceptedAt),
    }));
    return printed(`${JSON.stringify(said, null, 2)}\n`);
  }
  if (rows.length === 0) return printed('No handover is in this data folder.\n');
  const lines = rows.map((row) => {
    const title = titleOf(names.team(row.from), names.team(row.to), row.at);
    const by = row.acceptedBy === null ? '' : `, by ${names.person(row.acceptedBy)}`;
    return `${format === 'markdown' ? '- ' : ''}${row.id}  ${title} ${iso(row.at).slice(11, 16)} UTC: ${stateText(row, now)}${by}`;
  });
  return printed(safe(`${lines.join('\n')}\n`));
}

/** Words of people and of AWS cannot steer the terminal. */
const safe = (text: string): string => text.split('\n').map(inert).join('\n');
const printed = (stdout: string): Outcome => ({ code: 0, stdout, stderr: '' });
const failed = (code: number, lines: readonly string[]): Outcome => ({
  code,
  stdout: '',
  stderr: lines.map((line) => `${inert(line)}\n`).join(''),
});
