import { pinOf } from '../../shared/domain/incident/pin';
import { mayBeSeenBy, mayMove } from '../../shared/domain/incident/rules';
import type { IncidentRow, IncidentView, PersonId } from '../../shared/domain/incident/types';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { Input } from '../../shared/ipc/contract';
import type { IncidentAct, IncidentEdit, Written } from '../../shared/ipc/records-contract';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import { canonicalJson, type Sha256 } from '../../shared/records/content-hash';
import type { Edit } from '../../shared/records/edits';
import { RESTRICTION_FIELDS, restrictionOf } from '../../shared/records/incident';
import type { RecordView, Records, RecordsProblem } from '../records/records-port';
import { createListing } from './listing';
import { viewOf } from './view';

export type Refusal = RecordsProblem | { readonly kind: 'not-allowed'; readonly message: string };
type Answer<T> = Result<T, Refusal>;

export interface IncidentTools {
  readonly records: Records;
  readonly person: PersonId;
  readonly snapshot: () => Snapshot;
  /** Services of a site, as the workspace file names them. */
  readonly servicesOf: (site: string) => readonly string[];
  readonly now: () => Ms;
  readonly clockOffset: () => Ms | null;
  readonly newId: () => string;
  readonly sha256: Sha256;
}

/** Incidents for one person, over the record engine. What the person may not know of does not exist. */
export interface Incidents {
  list(words: string): Answer<readonly IncidentRow[]>;
  read(id: string): Answer<IncidentView>;
  declare(input: Input<'incidents.declare'>): Answer<Written & { readonly id: string }>;
  edit(id: string, edits: readonly IncidentEdit[]): Answer<Written>;
  act(id: string, act: IncidentAct): Answer<null>;
  note(input: Input<'incidents.note'>): Answer<Written>;
  pin(input: Input<'incidents.pin'>): Answer<Written & { readonly hash: string; readonly title: string }>;
  /** Whether this person may see it; of any kind that is no incident, none. Asked with each key stroke. */
  visible(id: string): Answer<null>;
  /** The record, where this person may see it. */
  whole(id: string): Answer<RecordView>;
  /** Saves what waits and says how that went. */
  written(): Written;
}

const NOT_HERE = { kind: 'no-such-record', message: 'there is no such incident here' } as const;

export function createIncidents(tools: IncidentTools): Incidents {
  const { records, person, sha256, newId, now } = tools;

  function visible(id: string): Answer<null> {
    const found = records.glance(id, RESTRICTION_FIELDS);
    if (!found.ok) return found.error.kind === 'no-such-record' ? err(NOT_HERE) : found;
    const { kind, fields } = found.value;
    return kind === 'incident' && fields !== null && mayBeSeenBy(restrictionOf(fields), person)
      ? ok(null)
      : err(NOT_HERE);
  }

  function whole(id: string): Answer<RecordView> {
    const seen = visible(id);
    return seen.ok ? records.read(id) : seen;
  }

  function read(id: string): Answer<IncidentView> {
    const found = whole(id);
    if (!found.ok) return found;
    const { content } = found.value;
    return content === null ? err(NOT_HERE) : ok(viewOf(found.value, content, sha256));
  }

  function written(): Written {
    const saved = records.flush();
    return saved.ok ? { saved: true, reason: null } : { saved: false, reason: saved.error.message };
  }

  const apply = (id: string, edits: readonly Edit[]): Answer<Written> => {
    const done = records.edit(id, edits);
    return done.ok ? ok(written()) : done;
  };

  /** A line of the timeline, with all that is needed to sort it right on every machine. */
  const entry = (kind: string, text: string, refs: string | null, timeline: number): Edit => {
    const offset = tools.clockOffset();
    return {
      edit: 'add',
      list: 'timeline',
      id: newId(),
      fields: {
        kind,
        author: person,
        replica: records.health().replica,
        at: now(),
        ...(offset === null ? {} : { offset }),
        sequence: timeline,
        text,
        ...(refs === null ? {} : { refs }),
      },
    };
  };
  const linesOf = (view: RecordView): number => view.content?.lists['timeline']?.length ?? 0;

  function pinned(
    ask: { readonly site: string; readonly signal?: string | undefined; readonly attention?: string | undefined },
    timeline: number,
  ): { readonly edits: readonly Edit[]; readonly hash: string; readonly title: string } | null {
    const pin = pinOf(tools.snapshot(), ask, now());
    if (pin === null) return null;
    const hash = sha256(canonicalJson(pin.content));
    return {
      hash,
      title: pin.title,
      edits: [
        {
          edit: 'add',
          list: 'snapshots',
          id: newId(),
          fields: { hash, at: pin.at, title: pin.title, content: pin.content },
        },
        entry('snapshot', pin.title, hash, timeline),
      ],
    };
  }

  return {
    visible,
    whole,
    read,
    written,
    list: createListing(records, person),
    declare: (input) => {
      const { sites, attention } = tools.snapshot();
      const unknown = input.sites.find((site) => !sites.some(({ id }) => id === site));
      if (unknown !== undefined) return err({ kind: 'not-allowed', message: `there is no site ${unknown}` });
      const item = attention.find(({ key }) => key === input.attention);
      const restricted = input.kind === 'security' ? [...new Set([person, ...input.restrictedTo])] : [];
      const services = [...new Set(input.sites.flatMap(tools.servicesOf))];
      const pins = input.sites.flatMap((site, index) => pinned({ site, attention: item?.key }, index)?.edits ?? []);
      const created = records.create('incident', [
        { edit: 'write', field: 'title', text: input.title },
        { edit: 'set', field: 'kind', value: input.kind },
        ...(item === undefined ? [] : [{ edit: 'set', field: 'detectedAt', value: item.since } as const]),
        ...input.sites.map((member) => ({ edit: 'include', field: 'sites', member }) as const),
        ...services.map((member) => ({ edit: 'include', field: 'services', member }) as const),
        ...restricted.map((member) => ({ edit: 'include', field: 'restrictedTo', member }) as const),
        ...pins,
      ]);
      if (!created.ok) return created;
      const id = created.value;
      // The first act takes the fields along into the same transaction. What is refused stays in memory, and is said.
      for (const act of [
        { act: 'state', payload: { state: 'open' } },
        { act: 'severity', payload: { severity: input.severity } },
      ]) {
        const done = records.act(id, act);
        if (!done.ok) return ok({ id, saved: false, reason: done.error.message });
      }
      const given = records.act(id, { act: 'role', payload: { role: 'commander', person } });
      if (!given.ok) return ok({ id, saved: false, reason: given.error.message });
      const taken = records.act(id, { act: 'acknowledge', payload: { of: given.value } });
      return ok({ id, saved: taken.ok, reason: taken.ok ? null : taken.error.message });
    },
    edit: (id, edits) => {
      const found = visible(id);
      if (!found.ok) return found;
      return apply(
        id,
        edits.flatMap((edit) => toEdits(edit, newId)),
      );
    },
    act: (id, act) => {
      const found = read(id);
      if (!found.ok) return found;
      const refused = refuse(found.value, act, person);
      if (refused !== null) return err({ kind: 'not-allowed', message: refused });
      const { act: name, ...given } = act;
      const payload = Object.fromEntries(
        Object.entries(given).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
      );
      const done = records.act(id, { act: name, payload });
      if (!done.ok) return done;
      // Who takes a role for themselves has seen it.
      if (act.act === 'role' && act.person === person) {
        const seen = records.act(id, { act: 'acknowledge', payload: { of: done.value } });
        if (!seen.ok) return seen;
      }
      return ok(null);
    },
    note: ({ id, kind, text }) => {
      const found = whole(id);
      return found.ok ? apply(id, [entry(kind, text, null, linesOf(found.value))]) : found;
    },
    pin: ({ id, site, signal }) => {
      const found = whole(id);
      if (!found.ok) return found;
      const pin = pinned({ site, signal }, linesOf(found.value));
      if (pin === null) return err({ kind: 'not-allowed', message: 'this is not on screen any more' });
      const done = apply(id, pin.edits);
      return done.ok ? ok({ ...done.value, hash: pin.hash, title: pin.title }) : done;
    },
  };
}

/** Why an act cannot be done now, in words; null when it can. */
function refuse(incident: IncidentView, act: IncidentAct, person: PersonId): string | null {
  switch (act.act) {
    case 'state':
      if (mayMove(incident.state, act.state)) return null;
      return `it cannot become ${act.state} from ${incident.state?.value ?? 'nothing'}`;
    case 'severity':
      return incident.severity !== null && !incident.severity.inConflict && incident.severity.value === act.severity
        ? `it is ${act.severity} already`
        : null;
    case 'role':
      if (act.person !== null && !mayBeSeenBy(incident, act.person))
        return `${act.person} may not see this incident: name them first`;
      return null;
    case 'acknowledge': {
      const mine = Object.values(incident.roles).some(({ answers }) =>
        answers.some(({ act: id, value }) => id === act.of && value.person === person),
      );
      return mine ? null : 'only the person who was given the role takes it';
    }
  }
}

function toEdits(edit: IncidentEdit, newId: () => string): readonly Edit[] {
  switch (edit.edit) {
    case 'title':
      return [{ edit: 'write', field: 'title', text: edit.title }];
    case 'began':
      return [{ edit: 'set', field: 'beganAt', value: edit.at }];
    case 'detected':
      return [{ edit: 'set', field: 'detectedAt', value: edit.at }];
    case 'add-site':
      return [{ edit: 'include', field: 'sites', member: edit.site }];
    case 'remove-site':
      return [{ edit: 'exclude', field: 'sites', member: edit.site }];
    case 'let-see':
      return [{ edit: 'include', field: 'restrictedTo', member: edit.person }];
    case 'add-follow-up': {
      const { text, owner, due } = edit;
      return [{ edit: 'add', list: 'followUps', id: newId(), fields: { text, owner, due, done: false } }];
    }
    case 'change-follow-up': {
      const { id, edit: _, ...fields } = edit;
      return Object.entries(fields).flatMap(([field, value]): readonly Edit[] =>
        value === undefined ? [] : [{ edit: 'change', list: 'followUps', id, field, value }],
      );
    }
    case 'add-link': {
      const { kind, target, label } = edit;
      return [{ edit: 'add', list: 'links', id: newId(), fields: { kind, target, label } }];
    }
    case 'remove-follow-up':
    case 'restore-follow-up':
    case 'remove-link':
    case 'restore-link':
      return [
        {
          edit: edit.edit.startsWith('remove') ? 'remove' : 'restore',
          list: edit.edit.endsWith('link') ? 'links' : 'followUps',
          id: edit.id,
        },
      ];
    case 'add-image': {
      const { hash, media, name, size } = edit;
      return [{ edit: 'add', list: 'images', id: newId(), fields: { hash, media, name, size } }];
    }
  }
}
