import { canonicalContent, canonicalJson } from '../../../shared/records/content-hash';
import type { Entry } from '../../../shared/records/entries';
import type { Edit } from '../../../shared/records/edits';
import { INCIDENT_STATES, ROLES, SEVERITIES } from '../../../shared/records/acts';
import type { Json } from '../../../shared/records/ids';
import { projectIncident } from '../../../shared/records/projection';
import { startRecords } from '../../../main/records/record-engine';
import type { Records } from '../../../main/records/records-port';
import { ManualClock } from '../../fakes/clock';
import { MemoryLog } from '../../fakes/memory-log';
import { NOW, sha256, value } from '../rig';
import { randomFrom, type Random } from './random';

export interface World {
  readonly replicas: number;
  readonly steps: number;
}

export interface Outcome {
  /** What each replica says in the end, as one text; equal where they agree. */
  readonly said: readonly string[];
  /** Words that were saved somewhere, deleted nowhere, and are missing somewhere in the end. */
  readonly missing: readonly string[];
  /** Replicas that still wait for something after everything was exchanged. */
  readonly waiting: readonly string[];
  readonly saved: number;
  readonly events: Readonly<Record<string, number>>;
}

interface Message {
  readonly to: number;
  readonly entries: readonly Entry[];
}

/** One data folder and who uses it. */
class Site {
  log = new MemoryLog();
  records: Records;
  replica: string;
  retired: string[] = [];
  /** Typed and not known to be saved. */
  typed: string[] = [];
  copy: MemoryLog | null = null;
  copyWords: readonly string[] = [];
  private generation = 0;
  readonly person: string;
  private readonly clock: ManualClock;
  private readonly newId: () => string;

  constructor(person: string, clock: ManualClock, newId: () => string) {
    this.person = person;
    this.clock = clock;
    this.newId = newId;
    this.replica = `${person}-0`;
    this.records = this.start();
  }

  private start(): Records {
    return startRecords({
      log: this.log,
      identity: { replica: this.replica, person: this.person },
      retired: this.retired,
      clock: this.clock,
      clockOffset: () => null,
      newId: this.newId,
      sha256,
      projectors: { incident: projectIncident },
    });
  }

  restart(): void {
    value(this.records.stop());
    this.typed = [];
    this.records = this.start();
  }

  /** Nothing is closed; what was not saved is gone. The old engine is left to itself, on a log of its own. */
  crash(): void {
    const left = this.log.copy();
    this.records.stop();
    this.log = left;
    this.typed = [];
    this.records = this.start();
  }

  /** An older state takes the place of the log: the store notices and gives it a new replica id (R41). */
  restore(): boolean {
    if (this.copy === null) return false;
    this.records.stop();
    this.log = this.copy.copy();
    this.retired = [...this.retired, this.replica];
    this.generation += 1;
    this.replica = `${this.person}-${this.generation}`;
    this.typed = [];
    this.records = this.start();
    return true;
  }
}

/** Runs a world by its seed: people write apart, machines stop, logs travel in any order, and in the end everybody gets everything. */
export async function simulate(seed: number, { replicas, steps }: World): Promise<Outcome> {
  const random = randomFrom(seed);
  const clock = new ManualClock(NOW);
  let ids = 0;
  const newId = (): string => `id${(ids += 1)}`;
  const sites = Array.from({ length: replicas }, (_, i) => new Site(`p${i}`, clock, newId));
  const mail: Message[] = [];
  const saved = new Set<string>();
  const deleted = new Set<string>();
  const events: Record<string, number> = {};
  let cut = new Set<number>();
  const note = (event: string): void => {
    events[event] = (events[event] ?? 0) + 1;
  };
  const flushed = (site: Site): void => {
    value(site.records.flush());
    for (const word of site.typed) saved.add(word);
    site.typed = [];
  };

  for (let step = 0; step < steps; step += 1) {
    const site = random.pick(sites);
    const index = sites.indexOf(site);
    const dice = random.below(100);
    if (dice < 36) write(site, random, `w${step}`, deleted, note);
    else if (dice < 44) actSomehow(site, random, note);
    else if (dice < 48) flushed(site);
    else if (dice < 50) await clock.advance(random.below(30_000));
    else if (dice < 54) {
      const record = anyRecord(site, random);
      if (record !== null) {
        const folded = site.records.fold(record);
        if (folded.ok && folded.value) note('folded');
        flushed(site);
      }
    } else if (dice < 56) {
      flushed(site);
      site.restart();
      note('restarted');
    } else if (dice < 58) {
      site.crash();
      note('crashed');
    } else if (dice < 61) {
      flushed(site);
      site.copy = site.log.copy();
    } else if (dice < 63) {
      if (site.restore()) {
        note('restored');
        const left = new Set(sites.flatMap(allWords));
        for (const word of saved) if (!left.has(word)) saved.delete(word);
      }
    } else if (dice < 65) {
      cut = new Set(sites.flatMap((_, i) => (random.chance(0.4) ? [i] : [])));
      note('partitioned');
    } else if (dice < 82) {
      const to = random.below(sites.length);
      const target = sites[to];
      if (target === undefined || to === index) continue;
      flushed(site);
      flushed(target);
      const entries = value(site.records.entriesSince(random.chance(0.7) ? value(target.records.heads()) : new Map()));
      if (random.chance(0.2)) note('dropped');
      else {
        mail.push({
          to,
          entries: shuffled(
            entries.filter(() => !random.chance(0.1)),
            random,
          ),
        });
        if (random.chance(0.3)) mail.push({ to, entries });
      }
    } else if (mail.length > 0) {
      const [message] = mail.splice(random.below(mail.length), 1);
      const target = message === undefined ? undefined : sites[message.to];
      if (message === undefined || target === undefined || cut.has(message.to)) continue;
      const report = value(target.records.receive(message.entries));
      if (report.refused.length > 0) throw new Error(`refused: ${report.refused.join()}`);
      if (report.known > 0) note('repeated');
      for (const word of target.typed) saved.add(word);
      target.typed = [];
      note('delivered');
    }
  }

  // In the end the network is whole and everybody asks everybody until nothing is new.
  sites.forEach(flushed);
  for (let taken = 1, rounds = 0; taken > 0; rounds += 1) {
    if (rounds > 50) throw new Error('the exchange does not come to an end');
    taken = 0;
    for (const from of sites) {
      for (const to of sites) {
        if (from === to) continue;
        const entries = value(from.records.entriesSince(value(to.records.heads())));
        taken += value(to.records.receive(entries)).taken;
      }
    }
  }
  const outcome: Outcome = {
    said: sites.map(said),
    missing: [...saved].filter((word) => !deleted.has(word) && !sites.every((site) => allWords(site).includes(word))),
    waiting: sites.flatMap((site) =>
      recordsOf(site).flatMap((id) =>
        value(site.records.read(id))
          .waiting // What was typed after the state that was restored, and had reached nobody, is gone: others know of it all the same.
          .filter(({ replica }) => !sites.some(({ retired }) => retired.includes(replica)))
          .map((on) => `${site.person} in ${id}: ${on.updates} of ${on.replica}`),
      ),
    ),
    saved: saved.size,
    events,
  };
  // What is saved is what is shown: a restart changes nothing.
  for (const [i, site] of sites.entries()) {
    site.restart();
    if (said(site) !== outcome.said[i]) throw new Error(`${site.person} says something else after a restart`);
    value(site.records.stop());
  }
  if (clock.waiting > 0) throw new Error('timers are left');
  return outcome;
}

const recordsOf = (site: Site): readonly string[] => value(site.log.records()).map(({ id }) => id);

function anyRecord(site: Site, random: Random): string | null {
  const ids = recordsOf(site);
  return ids.length === 0 ? null : random.pick(ids);
}

function write(site: Site, random: Random, word: string, deleted: Set<string>, note: (event: string) => void): void {
  const record = anyRecord(site, random);
  if (record === null || (recordsOf(site).length < 3 && random.chance(0.1))) {
    value(site.records.create('incident', [{ edit: 'write', field: 'title', text: `${word} ` }]));
    site.typed.push(word);
    note('created');
    return;
  }
  const { content } = value(site.records.read(record));
  const timeline = content?.lists['timeline'] ?? [];
  const entry = timeline.length > 0 ? random.pick(timeline) : null;
  const edits: Edit[] = [];
  const kind = random.below(8);
  if (kind <= 2 || (entry === null && kind < 6)) {
    const field = random.chance(0.8) ? 'notes' : 'title';
    const text = wordsOf(content?.fields[field]);
    const places = [0, ...[...text.matchAll(/ /g)].map(({ index }) => index + 1)];
    edits.push({ edit: 'splice', field, at: random.pick(places), remove: 0, text: `${word} ` });
  } else if (kind === 3) {
    edits.push({
      edit: 'add',
      list: 'timeline',
      id: `e-${word}`,
      fields: { text: `${word} `, kind: 'note', author: site.person },
    });
  } else if (kind === 4 && entry !== null) {
    const text = wordsOf(entry.fields['text']);
    edits.push({ edit: 'change', list: 'timeline', id: entry.id, field: 'text', value: `${text}${word} ` });
  } else if (kind === 5 && entry !== null) {
    edits.push({ edit: random.chance(0.5) ? 'remove' : 'restore', list: 'timeline', id: entry.id });
  } else if (kind === 6) {
    edits.push(
      { edit: 'set', field: 'beganAt', value: random.below(1_000) },
      { edit: 'include', field: 'sites', member: word },
    );
  } else {
    const notes = wordsOf(content?.fields['notes']);
    const words = [...notes.matchAll(/(\S+) /g)];
    if (words.length === 0) return;
    const gone = random.pick(words);
    deleted.add(gone[1] ?? '');
    edits.push({ edit: 'splice', field: 'notes', at: gone.index, remove: gone[0].length, text: '' });
    value(site.records.edit(record, edits));
    note('deleted');
    return;
  }
  value(site.records.edit(record, edits));
  const writes = edits.some((edit) => edit.edit === 'splice' || edit.edit === 'add' || edit.edit === 'change');
  if (writes) site.typed.push(word);
  note('wrote');
}

const wordsOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function actSomehow(site: Site, random: Random, note: (event: string) => void): void {
  const record = anyRecord(site, random);
  if (record === null) return;
  const draft = random.pick([
    { act: 'severity', payload: { severity: random.pick(SEVERITIES) } },
    { act: 'state', payload: { state: random.pick(INCIDENT_STATES) } },
    { act: 'role', payload: { role: random.pick(ROLES), person: site.person } },
  ]);
  value(site.records.act(record, draft));
  note('acted');
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const one = result[i] as T;
    result[i] = result[j] as T;
    result[j] = one;
  }
  return result;
}

/** Every word of a site, also of entries that were removed: these keep their words. */
function allWords(site: Site): readonly string[] {
  return recordsOf(site).flatMap((id) => {
    const { content } = value(site.records.read(id));
    const texts = [
      content?.fields['title'],
      content?.fields['notes'],
      ...(content?.lists['timeline'] ?? []).map(({ fields }) => fields['text']),
    ];
    return texts.flatMap((text) => (typeof text === 'string' ? text.split(' ').filter((word) => word !== '') : []));
  });
}

function said(site: Site): string {
  return [...recordsOf(site)]
    .sort()
    .map((id) => {
      const { content, state, contentHash } = value(site.records.read(id));
      const acts = { severity: state.severity, state: state.state, roles: state.roles, heads: [...state.heads].sort() };
      return `${id} ${contentHash} ${content === null ? '' : canonicalContent(content)} ${canonicalJson(acts as unknown as Json)}`;
    })
    .join('\n');
}
