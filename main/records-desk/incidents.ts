import { pinOf } from '../../shared/domain/incident/pin';
import { mayBeSeenBy } from '../../shared/domain/incident/rules';
import type { IncidentRow, IncidentView, PersonId } from '../../shared/domain/incident/types';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { Input } from '../../shared/ipc/contract';
import type { Written } from '../../shared/ipc/outcomes';
import type { IncidentAct, IncidentEdit } from '../../shared/ipc/records-contract';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import { canonicalJson, type Sha256 } from '../../shared/records/content-hash';
import type { Edit } from '../../shared/records/edits';
import { RESTRICTION_FIELDS, restrictionOf } from '../../shared/records/incident';
import type { RecordsFiles } from '../records/records-files-port';
import type { RecordView, Records, RecordsProblem } from '../records/records-port';
import { refuse, toEdits } from './incident-edits';
import { createDeclaring } from './declaring';
import { createListing } from './listing';
import { viewOf } from './view';

export type Refusal = RecordsProblem | { readonly kind: 'not-allowed' | 'not-written'; readonly message: string };
type Answer<T> = Result<T, Refusal>;

export interface IncidentTools {
  readonly records: Records;
  readonly files: RecordsFiles;
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
  /** Takes secrets out for good; asked again, it ends what it could not end. */
  redact(id: string, keep: readonly string[]): Answer<{ readonly removed: number }>;
  /** Words of this record are on disk: what waited for that is done. */
  saved(id: string): void;
  /** Does all that waited, now; why it goes on waiting, else null. */
  endOwed(): string | null;
  /** Whether this person may see it; of any kind that is no incident, none. Asked with each key stroke. */
  visible(id: string): Answer<null>;
  /** The record, where this person may see it. */
  whole(id: string): Answer<RecordView>;
  /** Saves what waits and says how that went. */
  written(): Written;
}

const REDACTED_BECAUSE = 'secrets were taken out';
const NOT_HERE = { kind: 'no-such-record', message: 'there is no such incident here' } as const;

export function createIncidents(tools: IncidentTools): Incidents {
  const { records, person, sha256, newId, now } = tools;
  const declaring = createDeclaring(records, person);

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
    return content === null ? err(NOT_HERE) : ok(viewOf(found.value, content, declaring.waitsFor(id), sha256));
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
      const reason = declaring.begin(id, input.severity);
      return ok({ id, saved: reason === null, reason });
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
      if (act.act === 'state' && found.value.declaring !== null) {
        const reason = declaring.tryAgain(id);
        return reason === null ? ok(null) : err({ kind: 'not-written', message: reason });
      }
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
    redact: (id, keep) => {
      const found = visible(id);
      if (!found.ok) return found;
      const done = tools.files.redact(records, id, REDACTED_BECAUSE, new Set(keep));
      if (!done.ok) return done;
      const ended = records.endRedactions(id);
      if (!ended.ok)
        return err({
          kind: 'not-written',
          message: `the secrets are out of the record, and leave the disk as soon as that is possible: ${ended.error.message}`,
        });
      return ok({ removed: done.value?.removed ?? 0 });
    },
    saved: (id) => {
      declaring.tryAgain(id);
    },
    endOwed: () => declaring.endAll(),
  };
}
