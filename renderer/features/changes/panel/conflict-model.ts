import { CHANGE_STATES, type ChangeState, type ChangeView } from '../../../../shared/domain/change/types';
import { isEqual } from '../../../../shared/lib/equal';
import type { ChangeEdit } from '../../../../shared/ipc/changes-contract';
import type { Clocks } from '../../../ui/clocks';
import type { Names } from '../../../ui/names';

export interface Choice {
  readonly key: string;
  readonly text: string;
  /** Writes this answer; null where it cannot be chosen in one press. */
  readonly edit: ChangeEdit | null;
}
export interface FieldConflict {
  readonly field: string;
  readonly word: string;
  readonly choices: readonly Choice[];
}

const FIELD_WORD: Readonly<Record<string, string>> = {
  title: 'The title',
  description: 'The description',
  type: 'The type',
  window: 'The window',
  owner: 'The owner',
  executor: 'The executor',
  risk: 'The risk',
  bakeMinutes: 'The bake time',
  artifact: 'The artifact',
  rollbackCommand: 'The rollback command',
  rollbackMinutes: 'How long the rollback takes',
  rollbackTestedAt: 'When the rollback was tested',
  declaresImpact: 'Whether it declares an impact',
  impactText: 'The declared impact',
};
/** Fields of the plan that are one value and are written whole. */
const WHOLE: ReadonlySet<string> = new Set([
  'title',
  'description',
  'type',
  'window',
  'owner',
  'executor',
  'risk',
  'bakeMinutes',
  'artifact',
]);
const ROLLBACK: Readonly<Record<string, string>> = {
  rollbackCommand: 'command',
  rollbackMinutes: 'minutes',
  rollbackTestedAt: 'testedAt',
};
const LISTS = ['steps', 'links', 'watched', 'abortSignals'] as const;
const ITEM_WORD: Readonly<Record<string, string>> = {
  steps: 'A step',
  rollbackSteps: 'A step of the rollback',
  links: 'A link',
  watched: 'A watched signal',
  abortSignals: 'A signal to stop at',
};

/** What was written apart: the answers, and the edit that makes each the one that counts. */
export function fieldConflicts(view: ChangeView, names: Names, clocks: Clocks, zone: string): readonly FieldConflict[] {
  return view.conflicts.map(({ field, values }) => ({
    field,
    word: wordOf(field),
    choices: values.map((value, index) => ({
      key: String(index),
      text: textOf(field, value, names, clocks, zone),
      edit: editOf(view, field, value),
    })),
  }));
}

function wordOf(field: string): string {
  const [first = field, , name] = field.split('/');
  const item = ITEM_WORD[first];
  if (item !== undefined) return name === undefined ? item : `${item} (${name})`;
  const own = FIELD_WORD[first] ?? first;
  return field === first ? own : `${own} (${field.slice(first.length + 1)})`;
}

function textOf(field: string, value: unknown, names: Names, clocks: Clocks, zone: string): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (field === 'owner' || field === 'executor') return typeof value === 'string' ? names.person(value) : '?';
  if (field === 'window' && isWindow(value))
    return `${clocks.both(value.start, zone)} to ${clocks.both(value.end, zone)}`;
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const isWindow = (value: unknown): value is { readonly start: number; readonly end: number } =>
  typeof value === 'object' &&
  value !== null &&
  'start' in value &&
  typeof value.start === 'number' &&
  'end' in value &&
  typeof value.end === 'number';

/** The engine parses what it is given: a value of the wrong shape is refused there, with its cause. */
function editOf(view: ChangeView, field: string, value: unknown): ChangeEdit | null {
  if (WHOLE.has(field)) return { [field]: value ?? null };
  const edit = partOf(view, field, value);
  // Of a part of a list the answer that counts already is no edit: another wording settles it.
  const isEdit =
    edit !== null && !Object.entries(edit).every(([name, of]) => isEqual(of, view[name as keyof ChangeView]));
  return isEdit ? edit : null;
}

function partOf(view: ChangeView, field: string, value: unknown): ChangeEdit | null {
  const part = ROLLBACK[field];
  const rollback = { ...view.rollback, steps: [...view.rollback.steps] };
  if (part !== undefined) return { rollback: { ...rollback, [part]: value } };
  if (field === 'impactText' && view.impact !== null && typeof value === 'string')
    return { impact: { text: value, warnings: [...view.impact.warnings] } };
  const [name, id, key] = field.split('/');
  if (id === undefined || key === undefined) return null;
  const changed = <T extends { readonly id: string }>(items: readonly T[]): T[] =>
    items.map((item) => (item.id === id ? { ...item, [key]: value } : item));
  if (name === 'rollbackSteps') return { rollback: { ...rollback, steps: changed(rollback.steps) } };
  const list = LISTS.find((one) => one === name);
  return list === undefined ? null : { [list]: changed<{ readonly id: string }>(view[list]) };
}

/** States it may be in where it was moved apart: the one that counts for now, and where people moved it last. */
export function stateChoices({ state, log }: ChangeView): readonly ChangeState[] {
  const said = log.flatMap((line) => (line.type === 'state' ? [line.state] : [])).slice(0, 2);
  return CHANGE_STATES.filter((one) => one === state || said.includes(one));
}
