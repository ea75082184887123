import { existsSync, readFileSync } from 'node:fs';
import { fullNumber, meant } from '../../shared/domain/change/number';
import { readChangeFile } from '../../shared/domain/change/file';
import { createGuard } from '../../shared/domain/guard/guard';
import { CHANGE_STATE_WORD } from '../../shared/domain/change/words';
import { EARLY, isOver, isUnderWay } from '../../shared/domain/change/rules';
import type { GuardAnswer, GuardFinding, GuardVerdict } from '../../shared/domain/guard/types';
import type { Change } from '../../shared/domain/change/types';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { describeProblem } from '../../shared/domain/yaml/read-yaml';
import { err, ok, type Result } from '../../shared/lib/result';
import { iso, type Ms } from '../../shared/lib/time';
import { createMemory } from '../engine/memory';
import { readText } from '../engine/read-text';
import { openGround } from '../ground';
import { openRecords } from '../open-records';
import { folderOf, own } from '../place';
import { systemClock } from '../polling/system-clock';
import { createChangeListing } from '../records-desk/changes/listing';
import { factsOf } from '../records-desk/changes/guarding';
import { createListing } from '../records-desk/listing';
import { openStore } from '../storage/open-store';
import { EXIT, type Command } from './arguments';
import { personOf } from './person';
import type { Outcome } from './status';
import { inert } from './status-text';
import { sweepOnce } from './sweep-once';

/** For pipelines: what speaks against going on is told by the exit code. */
const CODE: Readonly<Record<GuardVerdict, number>> = { go: 0, caution: 1, hold: 2 };

/**
 * `meridian changes check FILE`: one sweep of every source, then what the guard says of the change that the file describes, or of one that
 * is in the records (CHG-214). Records of the data folder count: incidents and other changes.
 */
export async function check(command: Extract<Command, { kind: 'check' }>): Promise<Outcome> {
  const began = systemClock.now();
  const ground = await openGround(command.place.workspace);
  if (!ground.ok) return failed(EXIT.badWorkspace, ground.error);
  const { workspace, demo } = ground.value.scope;
  // A file is read before anything is asked: what is wrong with it is told at once.
  const asked = readAsked(command.file, began, workspace.sites);
  if (!asked.ok) return failed(asked.error.code, asked.error.lines);

  const folder = folderOf(command.place.data, demo);
  const owned = own(folder, 'check');
  if (!owned.ok) return failed(EXIT.inUse, [owned.error.message]);
  try {
    const { records } = openRecords({ folder, person: personOf(folder), clock: systemClock, clockOffset: () => null });
    records.catchUp();
    const known = createChangeListing(records).all();
    const incidents = createListing(records, personOf(folder))('');
    const stopped = records.stop();
    if (!known.ok) return failed(EXIT.io, [known.error.message]);
    if (!stopped.ok) return failed(EXIT.io, [stopped.error.message]);
    const change = chosen(asked.value, known.value);
    if (!change.ok) return failed(EXIT.noInput, change.error);

    const { store } = openStore({ folder, now: systemClock.now });
    const memory = createMemory({ store, key: ground.value.key, recallSources: false, onProblem: () => undefined });
    const snapshot = await sweepOnce(ground.value, memory, {
      timeoutSeconds: command.timeoutSeconds,
      began,
      beside: true,
    });
    const sources = { now: () => snapshot.generatedAt, snapshot: () => snapshot, incidents: () => incidents };
    const judged = createGuard(factsOf(sources, known.value))(change.value);
    const answer = 'said' in asked.value ? asStartedNow(change.value, judged) : judged;
    return {
      code: CODE[answer.verdict],
      stdout: command.json
        ? `${JSON.stringify(toJson(change.value, answer, snapshot), null, 2)}\n`
        : `${textOf(change.value, answer, snapshot).map(inert).join('\n')}\n`,
      stderr: '',
    };
  } finally {
    owned.value.release();
  }
}

type Asked = Change | { readonly said: string };

function readAsked(
  file: string,
  now: Ms,
  sites: readonly { readonly id: string }[],
): Result<Asked, { readonly code: number; readonly lines: readonly string[] }> {
  if (file !== '-' && /^(chg[- ]?)?\d+(-[0-9a-z]+)?$/i.test(file) && !existsSync(file)) return ok({ said: file });
  const name = file === '-' ? '(standard input)' : file;
  const text = file === '-' ? ok(readFileSync(0, 'utf8')) : readText(file, 'a readable file with a change');
  if (!text.ok) return err({ code: existsSync(file) ? EXIT.badInput : EXIT.noInput, lines: [text.error] });
  const read = readChangeFile(text.value, { now, sites });
  if (read.ok) return ok(read.value);
  return err({ code: EXIT.badInput, lines: read.error.map((problem) => describeProblem(name, problem)) });
}

function chosen(asked: Asked, changes: readonly Change[]): Result<Change, readonly string[]> {
  if (!('said' in asked)) return ok(asked);
  const [first, ...more] = meant(changes, asked.said);
  if (first === undefined) return err([`there is no change ${asked.said} in this data folder`]);
  if (more.length === 0) return ok(first);
  return err([
    `${asked.said} may mean ${[first, ...more].map(({ number, title }) => `${fullNumber(number)} ${title}`).join(', or ')}`,
  ]);
}

/** Of a change in the records it is asked whether it may begin now, not what will be said when its time has come. */
function asStartedNow(change: Change, answer: GuardAnswer): GuardAnswer {
  const { state, window } = change;
  const why =
    state === 'draft'
      ? 'It is a draft'
      : isOver(state)
        ? `It is ${CHANGE_STATE_WORD[state].toLowerCase()}`
        : window !== null && !isUnderWay(state) && answer.at < window.start - EARLY
          ? 'Its window has not opened yet'
          : null;
  if (why === null) return answer;
  const finding: GuardFinding = {
    rule: 'window',
    key: 'window:not-now',
    severity: 'hold',
    text: why,
    detail: 'It cannot begin now.',
    sites: change.sites,
    datum: { source: 'the plan', at: change.changedAt },
    overridden: false,
  };
  return { ...answer, verdict: 'hold', findings: [finding, ...answer.findings] };
}

const failed = (code: number, lines: readonly string[]): Outcome => ({
  code,
  stdout: '',
  stderr: lines.map((line) => `${inert(line)}\n`).join(''),
});

function toJson(change: Change, answer: GuardAnswer, { generatedAt, demo, workspace }: Snapshot): object {
  const datum = ({ source, at }: GuardAnswer['findings'][number]['datum']) => ({
    source,
    at: at === null ? null : iso(at),
    ageSeconds: at === null ? null : Math.max(0, Math.round((generatedAt - at) / 1000)),
  });
  return {
    generatedAt: iso(generatedAt),
    demo,
    workspace: workspace.id,
    change: {
      number: change.number === '' ? null : fullNumber(change.number),
      title: change.title,
      sites: change.sites,
      window: change.window && { start: iso(change.window.start), end: iso(change.window.end) },
    },
    verdict: answer.verdict,
    findings: answer.findings.map((one) => ({ ...one, datum: datum(one.datum) })),
    passed: answer.passed.map((one) => ({ ...one, datum: datum(one.datum) })),
    notAssessed: answer.gaps,
  };
}

function textOf(change: Change, answer: GuardAnswer, { demo, generatedAt }: Snapshot): readonly string[] {
  const name = change.number === '' ? change.title : `${fullNumber(change.number)} ${change.title}`;
  return [
    ...(demo ? ['Demo data: no workspace file is configured.', ''] : []),
    `${answer.verdict.toUpperCase()}  ${name}  (${iso(generatedAt)})`,
    ...answer.findings.map(
      ({ severity, overridden, text, detail }) =>
        `  ${overridden ? 'overridden' : severity}: ${text}${detail === '' ? '' : ` (${detail})`}`,
    ),
    ...answer.gaps.map(({ text, why }) => `  not assessed: ${text} (${why})`),
    ...answer.passed.map(({ text }) => `  ok: ${text}`),
  ];
}
