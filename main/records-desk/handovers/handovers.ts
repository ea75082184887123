import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverContent, HandoverRow, HandoverView, Signing } from '../../../shared/domain/handover/types';
import type { PersonId } from '../../../shared/domain/incident/types';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import type { Output } from '../../../shared/ipc/contract';
import type { HandoverAct, HandoverEdit } from '../../../shared/ipc/handovers-contract';
import type { Written } from '../../../shared/ipc/outcomes';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import type { Content } from '../../../shared/records/content';
import type { Sha256 } from '../../../shared/records/content-hash';
import { handoverHash, handoverOf, signingOf } from '../../../shared/records/handover';
import type { RecordView, Records } from '../../records/records-port';
import type { Refusal } from '../incidents';
import { draftAct } from './acting';
import { toEdits } from './edits';
import { readExchange, writeExchange, type Home } from './exchange';
import type { HandoverListing } from './listing';
import { givesDuty, takenElsewhere } from './same-end';
import { whyNotNew } from './sound';
import { viewOf } from './view';

export type Answer<T> = Result<T, Refusal>;

export interface HandoverTools {
  readonly records: Records;
  readonly person: PersonId;
  readonly sha256: Sha256;
  readonly sites: () => Snapshot['sites'];
  /** Said in each file that goes out; files of another one do not come in. */
  readonly home: () => Home;
  readonly nameOf: (person: PersonId) => string;
  readonly listing: HandoverListing;
  readonly now: () => Ms;
}

/** Handovers for one person, over the record engine. */
export interface Handovers {
  list(): Answer<readonly HandoverRow[]>;
  read(id: string): Answer<HandoverView>;
  edit(id: string, edits: readonly HandoverEdit[]): Answer<Written>;
  act(id: string, act: HandoverAct): Answer<null>;
  /** The record itself, for another data folder. */
  file(id: string): Answer<string>;
  /** Takes such a file in; what it says and what is here become one. */
  takeIn(name: string, text: string): Answer<Output<'handovers.import'>>;
  /** The record with what it says, where it is a handover. */
  whole(id: string): Answer<WholeHandover>;
  visible(id: string): boolean;
  /** Saves what waits and says how that went. */
  written(): Written;
}

export interface WholeHandover {
  readonly record: RecordView;
  readonly content: Content;
  readonly handover: HandoverContent;
  readonly signing: Signing;
  readonly hash: string;
}

const NOT_HERE = { kind: 'no-such-record', message: 'there is no such handover here' } as const;
const notAllowed = (message: string): Refusal => ({ kind: 'not-allowed', message });

export function createHandovers(tools: HandoverTools): Handovers {
  const { records, person, sha256, sites, home, nameOf, listing, now } = tools;

  const visible = (id: string): boolean => {
    const found = records.glance(id, []);
    return found.ok && found.value.kind === 'handover';
  };

  function whole(id: string): Answer<WholeHandover> {
    const found = records.read(id);
    if (!found.ok) return found.error.kind === 'no-such-record' ? err(NOT_HERE) : found;
    const { kind, content, state } = found.value;
    if (kind !== 'handover' || content === null) return err(NOT_HERE);
    const handover = handoverOf(content);
    return ok({
      record: found.value,
      content,
      handover,
      signing: signingOf(handover, state.acts, sha256),
      hash: handoverHash(handover, sha256),
    });
  }

  function written(): Written {
    const saved = records.flush();
    return saved.ok ? { saved: true, reason: null } : { saved: false, reason: saved.error.message };
  }

  function isFree(id: string, found: WholeHandover): Answer<null> {
    // Lists follow within a quarter of a second: what was taken over a moment ago counts.
    records.catchUp();
    const row = listing.rowOf(id, found);
    if (!row.ok) return row;
    const why = takenElsewhere(row.value, nameOf, now());
    return why === null ? ok(null) : err(notAllowed(why));
  }

  return {
    visible,
    whole,
    written,
    list: () => listing.all(),
    read: (id) => {
      const found = whole(id);
      if (!found.ok) return found;
      const { record, content, handover, signing, hash } = found.value;
      const row = listing.rowOf(id, found.value);
      return row.ok ? ok(viewOf(row.value, handover, signing, hash, record, content.conflicts)) : row;
    },
    edit: (id, wanted) => {
      const found = whole(id);
      if (!found.ok) return found;
      if (hasEnded(found.value.signing.state) && wanted.some(({ edit }) => edit === 'put-away'))
        return err(notAllowed('duty has passed with it: it is kept as it was accepted'));
      const edits = toEdits(wanted, found.value.content, { sites: sites() });
      if (!edits.ok) return err(notAllowed(edits.error));
      if (edits.value.length === 0) return ok(written());
      const done = records.edit(id, edits.value);
      return done.ok ? ok(written()) : done;
    },
    act: (id, act) => {
      const found = whole(id);
      if (!found.ok) return found;
      const { handover: content, hash, signing, record } = found.value;
      const free = givesDuty(act) ? isFree(id, found.value) : ok(null);
      if (!free.ok) return free;
      const draft = draftAct(act, { content, hash, signing, record, person, nameOf, sha256, now });
      if (!draft.ok) return err(notAllowed(draft.error));
      const done = records.act(id, draft.value);
      return done.ok ? ok(null) : done;
    },
    file: (id) => {
      if (!visible(id)) return err(NOT_HERE);
      const entries = records.entriesOf(id);
      return entries.ok ? ok(writeExchange({ ...home(), record: id, entries: entries.value })) : entries;
    },
    takeIn: (name, text) => {
      const read = readExchange(name, text, home());
      if (!read.ok) return err(notAllowed(read.error));
      const { record, entries } = read.value;
      const known = records.glance(record, []);
      if (!known.ok && known.error.kind !== 'no-such-record') return known;
      if (known.ok && known.value.kind !== 'handover')
        return err(notAllowed(`${name}: here its record is of kind ${known.value.kind}, no handover`));
      const why = known.ok ? null : whyNotNew(entries, now());
      if (why !== null) return err(notAllowed(`${name}: ${why}; nothing was taken in`));
      const taken = records.receive(entries, 'whole');
      if (!taken.ok) return taken;
      const [refused] = taken.value.refused;
      if (refused !== undefined) return err(notAllowed(`${name}: ${refused}; nothing was taken in`));
      const outcome = !known.ok ? 'created' : taken.value.taken > 0 ? 'merged' : 'unchanged';
      return ok({ id: record, outcome });
    },
  };
}
