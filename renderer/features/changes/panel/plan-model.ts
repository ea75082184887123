import { isUnderWay, riskLevel } from '../../../../shared/domain/change/rules';
import type { Approval, Change, ChangeState, Risk, Window } from '../../../../shared/domain/change/types';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { list } from '../../../ui/format';
import type { Names } from '../../../ui/names';
import { age } from '../../../ui/time';

export interface StepLine {
  readonly id: string;
  readonly text: string;
  readonly outcome: 'done' | 'skipped' | 'open';
  /** When it was ticked, else how long it takes. */
  readonly time: string;
  /** Who ticked it, where that is not who carries the change out. */
  readonly person: string;
  readonly hint: string;
  /** The first that is open while the change runs. */
  readonly isCurrent: boolean;
}

/** Steps with who ticked them when. A later tick of the same step is the one that counts. */
export function stepLines(change: Change, names: Names, clocks: Clocks, zone: string): readonly StepLine[] {
  const ticks = new Map(change.ticks.map((tick) => [tick.step, tick]));
  const isOpen = (step: string): boolean => (ticks.get(step)?.outcome ?? 'open') === 'open';
  const current = isUnderWay(change.state) ? change.steps.find(({ id }) => isOpen(id))?.id : undefined;
  return change.steps.map(({ id, text, minutes }) => {
    const tick = ticks.get(id);
    const outcome = tick?.outcome ?? 'open';
    const takes = minutes === null ? '' : `${minutes} min`;
    if (tick === undefined || outcome === 'open')
      return {
        id,
        text,
        outcome: 'open',
        time: takes,
        person: '',
        hint: takes === '' ? '' : `Planned to take ${takes}`,
        isCurrent: id === current,
      };
    const who = names.person(tick.person);
    return {
      id,
      text,
      outcome,
      time: clocks.bare(tick.at, zone),
      person: tick.person === change.executor ? '' : who,
      hint: `${outcome === 'done' ? 'Done' : 'Skipped'} by ${who}\n${clocks.both(tick.at, zone)}`,
      isCurrent: false,
    };
  });
}

/** "high (3 x 2 x 2 = 12)"; what nobody rated counts as high. */
export function riskText(risk: Risk | null): string {
  if (risk === null) return 'High, because nobody rated it';
  const { impact, reversibility, novelty } = risk;
  const level = riskLevel(risk);
  return `${level.charAt(0).toUpperCase()}${level.slice(1)}, impact ${impact} × reversibility ${reversibility} × novelty ${novelty} = ${impact * reversibility * novelty}`;
}

/** "Wed 18 Nov 22:00 to 23:00 BRT, 01:00 to 02:00 UTC". */
export function windowText(window: Window | null, clocks: Clocks, zone: string): string {
  if (window === null) return 'No window yet';
  const { start, end } = window;
  const own = `${clocks.dated(start, zone)} to ${clocks.dated(end, zone)}`;
  if (clocks.name(zone) === 'UTC') return own;
  return `${own}, ${clocks.bare(start, 'UTC')} to ${clocks.bare(end, 'UTC')} UTC`;
}

export interface StateView {
  readonly word: string;
  /** "since 22:00 BRT, 01:00 UTC"; empty where that is not known. */
  readonly since: string;
  readonly path: readonly { readonly state: ChangeState; readonly word: string; readonly stand: Stand }[];
}
type Stand = 'done' | 'now' | 'ahead';

const PATH = ['draft', 'proposed', 'approved', 'scheduled', 'running', 'baking', 'done'] as const;

/** The states it goes through. One that ended another way shows where it stood when it ended, then how. */
export function stateView(change: Change, clocks: Clocks, zone: string, now: Ms): StateView {
  const { state, times } = change;
  const since = sinceOf(change);
  const at =
    since === null
      ? ''
      : times.endedAt === null
        ? `${age(now - since)}, since ${clocks.both(since, zone)}`
        : `${age(now - since)} ago, ${clocks.both(since, zone)}`;
  const ended = state === 'rolled-back' || state === 'aborted';
  const reached = times.bakingAt !== null ? 'baking' : times.startedAt !== null ? 'running' : 'draft';
  const last = PATH.indexOf(ended ? reached : state);
  const path = PATH.flatMap((one, index) => {
    if (ended && index > last) return [];
    const stand: Stand = index < last || ended ? 'done' : index === last ? 'now' : 'ahead';
    return [{ state: one, word: CHANGE_STATE_WORD[one], stand }];
  });
  return {
    word: CHANGE_STATE_WORD[state],
    since: at,
    path: ended ? [...path, { state, word: CHANGE_STATE_WORD[state], stand: 'now' }] : path,
  };
}

function sinceOf({ state, times }: Change): Ms | null {
  if (state === 'running') return times.startedAt;
  if (state === 'baking') return times.bakingAt;
  return times.endedAt;
}

export interface ApprovalLine {
  readonly key: string;
  readonly tone: 'given' | 'waiting' | 'void' | 'disapproved';
  readonly text: string;
}

/** Who approved, who is still asked, whose word an edit made void, and who said no. */
export function approvalLines(
  change: Change & {
    readonly log: readonly { readonly type: string; readonly person: string | null; readonly at: Ms }[];
  },
  names: Names,
  clocks: Clocks,
  zone: string,
): readonly ApprovalLine[] {
  const given = new Set(change.approvals.map(({ person }) => person));
  const at = (one: Approval): string => clocks.both(one.at, zone);
  const lines: ApprovalLine[] = change.approvals.map((one) => ({
    key: one.act,
    tone: 'given',
    text: `Approved by ${names.person(one.person)}, ${at(one)}${one.person === change.executor ? ' (also the executor)' : ''}`,
  }));
  for (const one of change.voided)
    if (!given.has(one.person))
      lines.push({
        key: one.act,
        tone: 'void',
        text: `${names.person(one.person)} approved ${at(one)}; an edit since then made it void`,
      });
  for (const [person, line] of lastWords(change.log))
    if (line.type === 'disapproved' && !given.has(person))
      lines.push({
        key: `no:${person}`,
        tone: 'disapproved',
        text: `Disapproved by ${names.person(person)}, ${clocks.both(line.at, zone)}`,
      });
  const waiting = change.approvers.filter((person) => !given.has(person));
  if (waiting.length > 0 && change.state !== 'aborted')
    lines.push({
      key: 'waiting',
      tone: 'waiting',
      text: `Asked: ${list(waiting.map((person) => names.person(person)))}`,
    });
  else if (change.approvers.length === 0 && given.size === 0 && change.type !== 'standard')
    lines.push({ key: 'nobody', tone: 'waiting', text: 'Nobody is asked to approve: anybody but the executor may' });
  return lines;
}

/** The newest word of each person about approval; the log is newest first. */
function lastWords<L extends { readonly type: string; readonly person: string | null }>(
  log: readonly L[],
): ReadonlyMap<string, L> {
  const words = new Map<string, L>();
  for (const line of log)
    if (/^(approved|disapproved|withdrawn)$/.test(line.type) && line.person !== null && !words.has(line.person))
      words.set(line.person, line);
  return words;
}
