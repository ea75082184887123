import type { ChangeEdit } from '../../../shared/ipc/changes-contract';
import type { Content } from '../../../shared/records/content';
import type { Edit } from '../../../shared/records/edits';
import type { Json } from '../../../shared/records/ids';

type Fields = Readonly<Record<string, Json>>;
interface Entry {
  readonly id: string;
  readonly fields: Fields;
}

/**
 * What a person wants a change to be, as the fewest edits of what it is: what two people change apart in different steps stays both.
 * `content` is the record as it stands.
 */
export function toEdits(wanted: ChangeEdit, content: Content): readonly Edit[] {
  const { fields } = content;
  const edits: Edit[] = [];
  const write = (field: string, text: string): void => {
    if (text !== (fields[field] ?? '')) edits.push({ edit: 'write', field, text });
  };
  const set = (field: string, value: Json): void => {
    if (JSON.stringify(value) !== JSON.stringify(fields[field] ?? null)) edits.push({ edit: 'set', field, value });
  };
  // What was written apart and is now said again was chosen: that it counts already settles nothing by itself.
  const contested = new Set(content.conflicts.map(({ field }) => field));
  const choose = (field: string, value: Json): void => {
    if (contested.has(field)) edits.push({ edit: 'set', field, value });
    else set(field, value);
  };
  const members = (field: string, all: readonly string[]): void => {
    const before = Array.isArray(fields[field]) ? (fields[field] as readonly string[]) : [];
    for (const member of all) if (!before.includes(member)) edits.push({ edit: 'include', field, member });
    for (const member of before) if (!all.includes(member)) edits.push({ edit: 'exclude', field, member });
  };
  const list = (name: string, all: readonly Entry[]): void => {
    edits.push(...listEdits(name, all, content.lists[name] ?? []));
  };
  const steps = (name: string, all: NonNullable<ChangeEdit['steps']>): void =>
    list(
      name,
      all.map(({ id, text, minutes }, order) => ({ id, fields: { text, minutes, order } })),
    );

  const { title, description, type, sites, services, window, owner, executor, approvers, risk } = wanted;
  if (title !== undefined) write('title', title);
  if (description !== undefined) write('description', description);
  if (type !== undefined) choose('type', type);
  if (sites !== undefined) members('sites', sites);
  if (services !== undefined) members('services', services);
  if (window !== undefined) choose('window', window);
  if (owner !== undefined) choose('owner', owner);
  if (executor !== undefined) choose('executor', executor);
  if (approvers !== undefined) members('approvers', approvers);
  if (risk !== undefined) choose('risk', risk);
  if (wanted.steps !== undefined) steps('steps', wanted.steps);
  if (wanted.rollback !== undefined) {
    const { rollback } = wanted;
    steps('rollbackSteps', rollback.steps);
    write('rollbackCommand', rollback.command);
    set('rollbackMinutes', rollback.minutes);
    set('rollbackTestedAt', rollback.testedAt);
  }
  if (wanted.abortSignals !== undefined)
    list(
      'abortSignals',
      wanted.abortSignals.map(({ id, ...entry }) => ({ id, fields: entry })),
    );
  if (wanted.watched !== undefined)
    list(
      'watched',
      wanted.watched.map(({ id, ...entry }) => ({ id, fields: entry })),
    );
  if (wanted.bakeMinutes !== undefined) choose('bakeMinutes', wanted.bakeMinutes);
  if (wanted.impact !== undefined) {
    set('declaresImpact', wanted.impact !== null);
    write('impactText', wanted.impact?.text ?? '');
    members('impactWarnings', wanted.impact?.warnings ?? []);
  }
  if (wanted.artifact !== undefined) choose('artifact', wanted.artifact);
  if (wanted.links !== undefined)
    list(
      'links',
      wanted.links.map(({ id, ...entry }) => ({ id, fields: entry })),
    );
  return edits;
}

function listEdits(
  list: string,
  wanted: readonly Entry[],
  present: readonly (Entry & { readonly removed: boolean })[],
): readonly Edit[] {
  const before = new Map(present.map((entry) => [entry.id, entry]));
  const kept = new Set(wanted.map(({ id }) => id));
  const gone = present
    .filter(({ id, removed }) => !removed && !kept.has(id))
    .map(({ id }): Edit => ({ edit: 'remove', list, id }));
  return [
    ...gone,
    ...wanted.flatMap(({ id, fields }): readonly Edit[] => {
      const known = before.get(id);
      if (known === undefined) return [{ edit: 'add', list, id, fields: withoutNull(fields) }];
      const back: readonly Edit[] = known.removed ? [{ edit: 'restore', list, id }] : [];
      const changes = Object.entries(fields)
        .filter(([name, value]) => (known.fields[name] ?? emptyOf(value)) !== value)
        .map(([field, value]): Edit => ({ edit: 'change', list, id, field, value }));
      return [...back, ...changes];
    }),
  ];
}

const emptyOf = (value: Json): Json => (typeof value === 'string' ? '' : null);
const withoutNull = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
