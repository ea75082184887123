import {
  EARLY,
  isOver,
  isPlanLink,
  isPlanned,
  isUnderWay,
  movesFrom,
  needsApproval,
  overriddenKeys,
} from '../../../shared/domain/change/rules';
import { CHANGE_STATE_WORD } from '../../../shared/domain/change/words';
import type { Change, ChangeLink, ChangeView } from '../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../shared/domain/guard/types';
import type { ChangeAct, ChangeEdit } from '../../../shared/ipc/changes-contract';
import type { Written } from '../../../shared/ipc/outcomes';
import { err, ok, type Result } from '../../../shared/lib/result';
import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { changeOf, type ChangeRecord } from '../../../shared/records/change';
import type { Content } from '../../../shared/records/content';
import type { Sha256 } from '../../../shared/records/content-hash';
import type { Edit } from '../../../shared/records/edits';
import type { ActId, Json, PersonId } from '../../../shared/records/ids';
import type { RecordView, Records } from '../../records/records-port';
import type { Refusal } from '../incidents';
import { toEdits } from './edits';
import { createChangeListing } from './listing';
import { viewOf } from './view';

type Answer<T> = Result<T, Refusal>;

export interface ChangeTools {
  readonly records: Records;
  readonly person: PersonId;
  readonly now: () => Ms;
  readonly clockOffset: () => Ms | null;
  readonly newId: () => string;
  readonly sha256: Sha256;
  /** What the guard says of it now. */
  readonly guard: (change: Change, all: readonly Change[]) => GuardAnswer;
}

/** Changes for one person, over the record engine. */
export interface Changes {
  list(): Answer<readonly Change[]>;
  read(id: string): Answer<ChangeView>;
  create(plan: ChangeEdit, more?: readonly Edit[]): Answer<Written & { readonly id: string }>;
  edit(id: string, plan: ChangeEdit, more?: readonly Edit[]): Answer<Written>;
  act(id: string, act: ChangeAct): Answer<null>;
  note(id: string, text: string): Answer<Written>;
  /** A line of Meridian itself; `about` says of which transition (ChangeLogLine). */
  tell(id: string, kind: 'guard' | 'signal', text: string, about?: string): Answer<Written>;
  /** Whether it is a change. */
  visible(id: string): Answer<null>;
}

/** What a calendar of another program does not know: people here add it to a change that was read in. */
const OURS: ReadonlySet<string> = new Set([
  'sites',
  'services',
  'watched',
  'abortSignals',
  'rollback',
  'impact',
  'links',
]);

/** What decides where and when it runs: another change altogether, once it has begun. */
const FIXED: ReadonlySet<string> = new Set(['sites', 'services', 'type', 'artifact', 'window']);
/** A person's clock may be ahead of this one. */
const CLOCKS_DIFFER: Ms = 2 * MINUTE;
const CORRECTED_WITHIN: Ms = HOUR;
const isOfApproval = ({ rule }: { readonly rule: string }): boolean => rule === 'approval';

const NOT_HERE = { kind: 'no-such-record', message: 'there is no such change here' } as const;
const notAllowed = (message: string): Refusal => ({ kind: 'not-allowed', message });

export function createChanges(tools: ChangeTools): Changes {
  const { records, person, sha256, newId, now } = tools;
  const listing = createChangeListing(records);

  function visible(id: string): Answer<null> {
    const found = records.glance(id, []);
    if (!found.ok) return found.error.kind === 'no-such-record' ? err(NOT_HERE) : found;
    return found.value.kind === 'change' ? ok(null) : err(NOT_HERE);
  }

  interface Whole {
    readonly record: RecordView;
    readonly content: Content;
    readonly change: ChangeRecord;
  }
  function whole(id: string): Answer<Whole> {
    const found = records.read(id);
    if (!found.ok) return found.error.kind === 'no-such-record' ? err(NOT_HERE) : found;
    const { kind, content, state } = found.value;
    if (kind !== 'change' || content === null) return err(NOT_HERE);
    return ok({ record: found.value, content, change: changeOf(content, state.acts, sha256) });
  }

  function list(): Answer<readonly Change[]> {
    return listing.all();
  }

  /** As it is now, also where the list has not followed yet. */
  function asListed(id: string, { change }: Whole, all: readonly Change[]): Change {
    const { serial: _, planHash: __, said: ___, ...fields } = change;
    const listed = all.find((one) => one.id === id);
    return { ...fields, id, number: listed?.number ?? '', changedAt: listed?.changedAt ?? now() };
  }

  function written(): Written {
    const saved = records.flush();
    return saved.ok ? { saved: true, reason: null } : { saved: false, reason: saved.error.message };
  }
  const apply = (id: string, edits: readonly Edit[]): Answer<Written> => {
    if (edits.length === 0) return ok(written());
    const done = records.edit(id, edits);
    return done.ok ? ok(written()) : done;
  };

  /** A line of the log, with all that is needed to sort it right on every machine. */
  const entry = (kind: 'note' | 'guard' | 'signal', text: string, sequence: number, about: string): Edit => {
    const offset = tools.clockOffset();
    return {
      edit: 'add',
      list: 'log',
      id: newId(),
      fields: {
        kind,
        author: person,
        replica: records.health().replica,
        at: now(),
        ...(offset === null ? {} : { offset }),
        sequence,
        text,
        ...(about !== '' && { about }),
      },
    };
  };
  const write = (id: string, kind: 'note' | 'guard' | 'signal', text: string, about = ''): Answer<Written> => {
    const found = whole(id);
    return found.ok ? apply(id, [entry(kind, text, found.value.content.lists['log']?.length ?? 0, about)]) : found;
  };

  const acted = (id: string, act: string, payload: Readonly<Record<string, Json | undefined>>): Answer<null> => {
    const given = Object.entries(payload).filter((one): one is [string, Json] => one[1] !== undefined);
    const done: Result<ActId, Refusal> = records.act(id, { act, payload: Object.fromEntries(given) });
    return done.ok ? ok(null) : done;
  };

  function move(id: string, found: Whole, act: Extract<ChangeAct, { act: 'move' }>): Answer<null> {
    const { change } = found;
    const { state, said } = change;
    // While answers contradict each other one of them has to be said again: that settles it.
    const allowed = change.inConflict ? said : movesFrom(state);
    if (!allowed.includes(act.state)) return err(notAllowed(`it cannot become ${word(act.state)} from ${word(state)}`));
    const { at, reason } = act;
    if (at !== undefined && at > now() + CLOCKS_DIFFER) return err(notAllowed('that time has not come yet'));
    const payload = { state: act.state, at, reason, plan: change.planHash };
    const begins = isUnderWay(act.state) && !isUnderWay(state) && !isCorrection(change);
    if (!begins) return acted(id, 'change-state', payload);
    const verdict = mayBegin(id, found);
    return verdict.ok ? acted(id, 'change-state', { ...payload, verdict: verdict.value }) : verdict;
  }

  /** Somebody takes back what was just said to be over: nothing begins. */
  const isCorrection = ({ state, times }: ChangeRecord): boolean =>
    isOver(state) && times.startedAt !== null && times.endedAt !== null && now() - times.endedAt < CORRECTED_WITHIN;

  /** What the guard said, where nothing holds it any more. */
  function mayBegin(id: string, found: Whole): Answer<GuardAnswer['verdict']> {
    const { change } = found;
    const all = list();
    if (!all.ok) return all;
    const listed = asListed(id, found, all.value);
    const { window } = change;
    if (window !== null && now() < window.start - EARLY)
      return err(
        notAllowed('its window has not opened yet: move it, so that the time is judged in which it really runs'),
      );
    const answer = tools.guard(listed, all.value);
    const holds = answer.findings.filter(({ severity, overridden }) => severity === 'hold' && !overridden);
    if (answer.verdict === 'hold')
      return err(notAllowed(`the guard says hold: ${holds.map(({ text }) => text).join('; ')}`));
    // Four eyes: the one who starts it did not allow it alone. Alone on call there is break-glass.
    const isAlone = change.approvals.length > 0 && change.approvals.every((one) => one.person === person);
    const isProduction = answer.findings.some(isOfApproval) || answer.passed.some(isOfApproval);
    if (isProduction && needsApproval(change.type) && isAlone && !change.overrides.some(({ breakGlass }) => breakGlass))
      return err(notAllowed('you approved it: somebody else starts it, or break-glass when you are alone on call'));
    return ok(answer.verdict);
  }

  function override(id: string, found: Whole, act: Extract<ChangeAct, { act: 'override' }>): Answer<null> {
    const all = list();
    if (!all.ok) return all;
    const answer = tools.guard(asListed(id, found, all.value), all.value);
    const holds = new Set(answer.findings.filter(({ severity }) => severity === 'hold').map(({ key }) => key));
    const named = act.findings.filter((key) => holds.has(key));
    if (named.length === 0) return err(notAllowed('the guard does not say hold because of this any more'));
    const mine = found.change.overrides.filter((one) => one.person === person && !one.breakGlass);
    const known = overriddenKeys(found.change.overrides);
    if (!act.breakGlass && named.every((key) => known.has(key) || mine.some(({ findings }) => findings.includes(key))))
      return err(
        notAllowed(
          'you have overridden this already: it takes another person, or break-glass when you are alone on call',
        ),
      );
    return acted(id, 'override', {
      plan: found.change.planHash,
      findings: named,
      reason: act.reason,
      breakGlass: act.breakGlass,
    });
  }

  return {
    list,
    visible,
    read: (id) => {
      const found = whole(id);
      if (!found.ok) return found;
      const all = list();
      if (!all.ok) return all;
      const { record, content, change } = found.value;
      const { number, changedAt } = asListed(id, found.value, all.value);
      return ok(viewOf(record, content, change, { number, changedAt }));
    },
    create: (plan, more = []) => {
      const serial = listing.nextSerial();
      if (!serial.ok) return serial;
      const edits = toEdits(plan, { fields: {}, lists: {}, conflicts: [] });
      const created = records.create('change', [
        { edit: 'set', field: 'serial', value: serial.value },
        ...edits,
        ...more,
      ]);
      return created.ok ? ok({ ...written(), id: created.value }) : created;
    },
    edit: (id, plan, more = []) => {
      const found = whole(id);
      if (!found.ok) return found;
      const { origin } = found.value.change;
      const theirs = Object.keys(plan).find((field) => !OURS.has(field));
      if (origin !== null && more.length === 0 && theirs !== undefined)
        return err(notAllowed(`its ${theirs} comes from ${origin.name} and is changed there`));
      const { state, links } = found.value.change;
      const begun = isUnderWay(state) || (isOver(state) && state !== 'aborted');
      const fixed = Object.keys(plan).find((field) => FIXED.has(field));
      if (begun && more.length === 0 && fixed !== undefined)
        return err(notAllowed(`its ${fixed} cannot change: it is ${word(state)}. Plan another change`));
      if (begun && plan.links !== undefined && meaningOf(plan.links) !== meaningOf(links))
        return err(notAllowed(`what it fixes or rolls back cannot change: it is ${word(state)}`));
      return apply(id, [...toEdits(plan, found.value.content), ...more]);
    },
    act: (id, act) => {
      const found = whole(id);
      if (!found.ok) return found;
      const { change } = found.value;
      switch (act.act) {
        case 'move':
          return move(id, found.value, act);
        case 'approve': {
          if (act.plan !== change.planHash) return err(notAllowed('the plan was edited meanwhile: read it again'));
          if (act.answer === 'approved' && person === change.executor)
            return err(notAllowed('who runs a change does not approve it'));
          if (!isPlanned(change.state)) return err(notAllowed(`a ${word(change.state)} change is not approved`));
          return acted(id, 'approve', { plan: act.plan, answer: act.answer, reason: act.reason });
        }
        case 'override':
          return override(id, found.value, act);
        case 'step':
          if (!change.steps.some((step) => step.id === act.step)) return err(notAllowed('the plan has no such step'));
          return acted(id, 'step', { step: act.step, outcome: act.outcome });
      }
    },
    note: (id, text) => write(id, 'note', text),
    tell: write,
  };
}

const word = (state: Change['state']): string => CHANGE_STATE_WORD[state].toLowerCase();

/** What its links say that it may do. */
const meaningOf = (links: readonly Pick<ChangeLink, 'kind' | 'target'>[]): string =>
  links
    .filter(isPlanLink)
    .map(({ kind, target }) => `${kind} ${target}`)
    .sort()
    .join('\n');
