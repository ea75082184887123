import type { Snapshot } from '../../../shared/domain/snapshot/types';
import type { HandoverEdit } from '../../../shared/ipc/handovers-contract';
import { assertNever } from '../../../shared/lib/assert-never';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Content } from '../../../shared/records/content';
import type { Edit } from '../../../shared/records/edits';
import { text } from '../../../shared/records/fields';
import type { Json } from '../../../shared/records/ids';

type Fields = Readonly<Record<string, Json>>;
interface Entry {
  readonly removed: boolean;
  readonly fields: Fields;
}
type Done = Result<readonly Edit[], string>;

export interface EditTools {
  /** Where sites and signals are known that are named. */
  readonly sites: Snapshot['sites'];
}

/**
 * What people change in a handover, as the fewest edits of the record as it stands: all of them, or the place of the first that cannot be
 * done and why.
 */
export function toEdits(wanted: readonly HandoverEdit[], content: Content, tools: EditTools): Done {
  const working = workingCopy(content);
  const done: Edit[] = [];
  for (const [index, one] of wanted.entries()) {
    const edits = editsOf(one, working, tools);
    if (!edits.ok) return err(wanted.length === 1 ? edits.error : `edit ${index + 1}: ${edits.error}`);
    edits.value.forEach((edit) => working.take(edit));
    done.push(...edits.value);
  }
  return ok(done);
}

function editsOf(wanted: HandoverEdit, working: Working, { sites }: EditTools): Done {
  switch (wanted.edit) {
    case 'overall':
      return ok(working.value('overall', wanted.overall));
    case 'sentence':
    case 'notes':
      return ok(working.write(wanted.edit, wanted.text));
    case 'people':
      return ok(working.members(wanted.side, wanted.people));
    case 'add-item':
      return addItem(wanted, working, sites);
    case 'item':
      return within(working, 'items', wanted.id, () => {
        const { id, fields } = wanted;
        return ok(working.change('items', id, fields));
      });
    case 'dismiss':
      return within(working, 'items', wanted.id, (item) => {
        if (text(item.fields.mergedInto) !== '')
          return err(`${named(item)} is told with another item: restore it first`);
        const told = working.toldWith(wanted.id);
        if (told !== null) return err(`${named(item)} tells ${named(told)} too: restore that one first`);
        return ok(working.change('items', wanted.id, { dismissed: wanted.reason }));
      });
    case 'merge':
      return within(working, 'items', wanted.id, (item) =>
        within(working, 'items', wanted.into, (into) => {
          if (wanted.id === wanted.into) return err(`${named(item)} cannot be told with itself`);
          if (text(into.fields.dismissed) !== '') return err(`${named(into)} is dismissed: nothing is told with it`);
          if (text(into.fields.mergedInto) !== '') return err(`${named(into)} is itself told with another item`);
          const told = working.toldWith(wanted.id);
          if (told !== null) return err(`${named(item)} tells ${named(told)} too: restore that one first`);
          return ok(working.change('items', wanted.id, { mergedInto: wanted.into, dismissed: null }));
        }),
      );
    case 'restore':
      return within(working, 'items', wanted.id, (item) =>
        text(item.fields.mergedInto) === '' && text(item.fields.dismissed) === ''
          ? err(`${named(item)} is neither dismissed nor told with another item`)
          : ok(working.change('items', wanted.id, { dismissed: null, mergedInto: null })),
      );
    case 'if-then':
      return ifThen(wanted, working, sites);
    case 'remove-if-then':
    case 'restore-if-then': {
      const entry = working.entry('ifThens', wanted.id);
      if (entry === undefined) return err(NO_IF_THEN);
      const removes = wanted.edit === 'remove-if-then';
      if (entry.removed === removes) return ok([]);
      return ok([{ edit: removes ? 'remove' : 'restore', list: 'ifThens', id: wanted.id }]);
    }
    case 'put-away':
      return ok(working.value('putAway', wanted.reason));
    case 'take-up':
      // Empty, not gone: said apart from a reason it is heard.
      return ok(working.value('putAway', ''));
    default:
      return assertNever(wanted);
  }
}

const NO_IF_THEN = 'there is no such if-then here';

function addItem(
  { id, kind, reference, sites: of, fields }: Extract<HandoverEdit, { edit: 'add-item' }>,
  working: Working,
  sites: EditTools['sites'],
): Done {
  if (working.entry('items', id) !== undefined) return err('an item with this id is here already');
  const unknown = [...of, ...(kind === 'site' ? [reference] : [])].find(
    (one) => !sites.some((site) => site.id === one),
  );
  if (unknown !== undefined) return err(`there is no site ${unknown}`);
  const site = kind === 'site' ? sites.find((one) => one.id === reference) : undefined;
  const key = site === undefined ? `${kind}:${id}` : `site:${site.id}`;
  const same = working.withKey(key);
  if (same !== null)
    return err(
      text(same.fields.dismissed) === ''
        ? `${named(same)} is in this handover already`
        : `${named(same)} is in this handover, dismissed: restore it`,
    );
  return ok([
    {
      edit: 'add',
      list: 'items',
      id,
      fields: withoutNull({
        condition: 'stable',
        ...fields,
        key,
        kind,
        reference,
        ...(site !== undefined && { name: site.name }),
        sites: [...new Set([...(site === undefined ? [] : [site.id]), ...of])],
        carried: 0,
      }),
    },
  ]);
}

function ifThen(
  { id, fields }: Extract<HandoverEdit, { edit: 'if-then' }>,
  working: Working,
  sites: EditTools['sites'],
): Done {
  const known = working.entry('ifThens', id);
  if (known?.removed === true) return err('this if-then was removed: restore it first');
  if (typeof fields.item === 'string' && working.entry('items', fields.item) === undefined) return err(NO_ITEM);
  const { watch } = fields;
  if (watch !== undefined && watch !== null) {
    const site = sites.find((one) => one.id === watch.site);
    if (site === undefined) return err(`there is no site ${watch.site} to watch`);
    if (!site.signals.some((one) => one.id === watch.signal))
      return err(`${site.name} has no signal ${watch.signal} to watch`);
  }
  const { from, until } = { ...known?.fields, ...fields };
  if (typeof from === 'number' && typeof until === 'number' && until <= from)
    return err('an if-then must end after it begins');
  return ok(
    known === undefined
      ? [{ edit: 'add', list: 'ifThens', id, fields: withoutNull(fields as Fields) }]
      : working.change('ifThens', id, fields as Fields),
  );
}

const NO_ITEM = 'there is no such item here';

function within(working: Working, list: string, id: string, then: (entry: Entry) => Done): Done {
  const entry = working.entry(list, id);
  return entry === undefined || entry.removed ? err(NO_ITEM) : then(entry);
}

/** As a sentence names it. */
const named = ({ fields }: Entry): string => text(fields.name) || text(fields.line).slice(0, 60) || 'an item';

const withoutNull = (fields: Readonly<Record<string, Json | undefined>>): Fields =>
  Object.fromEntries(Object.entries(fields).filter((one): one is [string, Json] => one[1] != null));

const emptyOf = (value: Json): Json => (typeof value === 'string' ? '' : null);

type Working = ReturnType<typeof workingCopy>;

/** The record as the edits so far leave it. */
function workingCopy({ fields, lists, conflicts }: Content) {
  const values = new Map(Object.entries(fields));
  const entries = new Map(
    ['items', 'ifThens'].map((list) => [
      list,
      new Map((lists[list] ?? []).map(({ id, ...entry }): [string, Entry] => [id, entry])),
    ]),
  );
  // What was written apart and is now said again was chosen: that it counts already settles nothing by itself.
  const contested = new Set(conflicts.map(({ field }) => field));
  const entry = (list: string, id: string): Entry | undefined => entries.get(list)?.get(id);
  const find = (fits: (entry: Entry) => boolean): Entry | null =>
    [...(entries.get('items')?.values() ?? [])].find((one) => !one.removed && fits(one)) ?? null;
  return {
    entry,
    withKey: (key: string) => find((one) => one.fields.key === key),
    toldWith: (id: string) => find((one) => one.fields.mergedInto === id),
    value: (field: string, value: Json): readonly Edit[] =>
      contested.has(field) || value !== (values.get(field) ?? emptyOf(value)) ? [{ edit: 'set', field, value }] : [],
    write: (field: string, now: string): readonly Edit[] =>
      now === (values.get(field) ?? '') ? [] : [{ edit: 'write', field, text: now }],
    members: (field: string, all: readonly string[]): readonly Edit[] => {
      const before = values.get(field);
      const known = Array.isArray(before) ? (before as readonly string[]) : [];
      return [
        ...all.filter((one) => !known.includes(one)).map((member): Edit => ({ edit: 'include', field, member })),
        ...known.filter((one) => !all.includes(one)).map((member): Edit => ({ edit: 'exclude', field, member })),
      ];
    },
    change: (list: string, id: string, wanted: Readonly<Record<string, Json | undefined>>): readonly Edit[] => {
      const before = entry(list, id)?.fields ?? {};
      return Object.entries(wanted).flatMap(([field, value]): readonly Edit[] =>
        value === undefined ||
        (!contested.has(`${list}/${id}/${field}`) &&
          JSON.stringify(before[field] ?? emptyOf(value)) === JSON.stringify(value))
          ? []
          : [{ edit: 'change', list, id, field, value }],
      );
    },
    take: (edit: Edit): void => {
      switch (edit.edit) {
        case 'set':
          values.set(edit.field, edit.value);
          contested.delete(edit.field);
          return;
        case 'write':
          values.set(edit.field, edit.text);
          return;
        case 'include':
        case 'exclude': {
          const before = (values.get(edit.field) ?? []) as readonly string[];
          const others = before.filter((one) => one !== edit.member);
          values.set(edit.field, edit.edit === 'include' ? [...others, edit.member] : others);
          return;
        }
        case 'add':
          entries.get(edit.list)?.set(edit.id, { removed: false, fields: edit.fields });
          return;
        case 'change': {
          const before = entry(edit.list, edit.id)?.fields ?? {};
          entries.get(edit.list)?.set(edit.id, { removed: false, fields: { ...before, [edit.field]: edit.value } });
          return;
        }
        case 'remove':
        case 'restore': {
          const before = entry(edit.list, edit.id);
          if (before !== undefined)
            entries.get(edit.list)?.set(edit.id, { ...before, removed: edit.edit === 'remove' });
          return;
        }
        case 'splice':
          return;
      }
    },
  };
}
