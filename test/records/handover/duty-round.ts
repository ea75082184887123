import { expect } from 'vitest';
import type { Records } from '../../../main/records/records-port';
import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverContent, Signing } from '../../../shared/domain/handover/types';
import type { Act } from '../../../shared/records/acts';
import type { Edit } from '../../../shared/records/edits';
import { handoverHash, handoverOf, itemHash, signingOf } from '../../../shared/records/handover';
import type { Json } from '../../../shared/records/ids';
import { aHandover, anIfThen, anItem, editsOf, sha256 } from '../../builders/handovers';
import { ManualClock } from '../../fakes/clock';
import { MemoryLog } from '../../fakes/memory-log';
import { engine, NOW, value } from '../rig';
import { DutyModel, isComplete, toRead, type Did } from './duty-model';
import type { Step } from './duty-steps';

/** One item that has all it needs, one that lacks an owner, and one that lacks a next step once it is not stable. */
const START = aHandover({
  items: [
    anItem({ id: 'i1', condition: 'unstable', origin: null }),
    anItem({ id: 'i2', condition: 'watcher', origin: null, owner: null }),
    anItem({ id: 'i3', condition: 'stable', origin: null, next: '' }),
  ],
  ifThens: [anIfThen({ id: 't1', item: 'i1' }), anIfThen({ id: 't2', item: 'i2' })],
});

interface Machine {
  readonly records: Records;
  readonly person: string;
  ended: boolean;
  /** Acceptances that counted here. */
  readonly known: Set<string>;
}

const ITEMS = ['i1', 'i2', 'i3'] as const;
const EDITS: readonly (readonly Edit[])[] = [
  ...ITEMS.flatMap((id): readonly (readonly Edit[])[] => [
    ...['unstable', 'watcher', 'stable'].map((to): readonly Edit[] => [change(id, 'condition', to)]),
    [change(id, 'owner', null)],
    [change(id, 'owner', 'vikram')],
    [change(id, 'due', null)],
    [change(id, 'next', '')],
    [change(id, 'next', 'Roll back')],
    [change(id, 'dismissed', 'It is over')],
    [change(id, 'dismissed', null)],
    [change(id, 'closed', true)],
    [change(id, 'closed', false)],
  ]),
  [{ edit: 'remove', list: 'ifThens', id: 't1' }],
  [{ edit: 'change', list: 'ifThens', id: 't1', field: 'action', value: '' }],
  [{ edit: 'write', field: 'notes', text: 'Pix certificate renewed' }],
];
function change(id: string, field: string, value_: Json): Edit {
  return { edit: 'change', list: 'items', id, field, value: value_ };
}
/** The first stays where it is told by itself most of the time: else nothing can be told with it. */
const MERGES: readonly (readonly [string, string])[] = [
  ['i3', 'i1'],
  ['i2', 'i1'],
  ['i2', 'i1'],
  ['i3', 'i2'],
  ['i1', 'i2'],
  ['i2', 'gone'],
];
const PEOPLE = ['rafael', 'thiago', 'ananya', 'vikram', 'dana'] as const;
const NAMINGS: readonly Edit[] = PEOPLE.flatMap((member) =>
  (['givers', 'receivers'] as const).flatMap((field): readonly Edit[] => [
    { edit: 'include', field, member },
    { edit: 'exclude', field, member },
  ]),
);
/** All that H3 asks for. */
const COMPLETING: readonly Edit[] = [
  change('i1', 'mergedInto', null),
  change('i1', 'dismissed', null),
  change('i1', 'closed', false),
  change('i1', 'condition', 'unstable'),
  ...ITEMS.flatMap((id) => [change(id, 'owner', 'ananya'), change(id, 'next', 'Watch it'), change(id, 'due', NOW)]),
  { edit: 'change', list: 'items', id: 'i3', field: 'condition', value: 'stable' },
  { edit: 'restore', list: 'ifThens', id: 't1' },
  { edit: 'change', list: 'ifThens', id: 't1', field: 'action', value: 'Page Dana' },
];

/** Nothing here waits for a timer: only acts are told apart by their time. */
class Ticking extends ManualClock {
  seconds = 0;
  override now(): number {
    return super.now() + this.seconds * 1_000;
  }
}

/** Several machines with one handover, and everything people did to it. */
export class Round {
  readonly machines: readonly Machine[];
  readonly model = new DutyModel();
  readonly texts: HandoverContent[] = [];
  private readonly did: Did[] = [];
  private readonly id: string;
  private readonly clock = new Ticking(NOW);

  constructor(persons: readonly string[], sides: Pick<HandoverContent, 'givers' | 'receivers'>) {
    this.machines = persons.map((person, index) => ({
      records: engine(new MemoryLog(), this.clock, { person, replica: `r-${index}` }),
      person,
      ended: false,
      known: new Set(),
    }));
    const [first] = this.machines;
    this.id = value(first!.records.create('handover', editsOf({ ...START, ...sides })));
    for (const machine of this.machines) this.meet(first!, machine);
  }

  meet(a: Machine, b: Machine): void {
    if (a === b) return;
    value(b.records.receive(value(a.records.entriesSince(value(b.records.heads())))));
    value(a.records.receive(value(b.records.entriesSince(value(a.records.heads())))));
  }

  /** What stands before the eyes of whoever sits there. */
  look({ records }: Machine): {
    readonly content: HandoverContent;
    readonly acts: readonly Act[];
    readonly here: ReadonlySet<string>;
  } {
    const { content, state } = value(records.read(this.id));
    return { content: handoverOf(content!), acts: state.acts, here: new Set(state.acts.map(({ id }) => id)) };
  }

  do(
    machine: Machine,
    kind: Did['kind'],
    act: string,
    payload: Readonly<Record<string, Json>>,
    of = '',
    text?: HandoverContent,
  ): void {
    const { content, here } = this.look(machine);
    const id = value(machine.records.act(this.id, { act, payload }));
    const did: Did = { id, person: machine.person, kind, content: text ?? content, of, seen: here };
    this.did.push(did);
    this.model.add(did);
  }

  machineOf = (index: number): Machine => this.machines[index % this.machines.length]!;

  step({ machine: index, what, n }: Step): void {
    const machine = this.machineOf(index);
    const { content, here } = this.look(machine);
    this.clock.seconds += 1;
    const of = (text: HandoverContent) => ({ content: handoverHash(text, sha256), copy: text as unknown as Json });
    const done = (kind: Did['kind']): readonly Did[] => this.did.filter((one) => one.kind === kind && here.has(one.id));
    const pick = <T>(all: readonly T[]): readonly T[] => (all.length === 0 ? [] : [all[n % all.length]!]);
    const readBack = (item: string): void => {
      const found = content.items.find(({ id }) => id === item)!;
      this.do(machine, 'read-back', 'read-back', { item, of: itemHash(found, content, sha256), text: 'So' }, item);
    };
    const answer = (read: Did): void =>
      this.do(
        machine,
        'answer',
        'read-back-answer',
        { of: read.id, answer: n % 2 === 0 ? 'confirmed' : 'corrected' },
        read.id,
      );
    switch (what) {
      case 'edit':
        this.texts.push(content);
        value(machine.records.edit(this.id, EDITS[n % EDITS.length]!));
        break;
      case 'merge': {
        this.texts.push(content);
        const [id, into] = MERGES[n % MERGES.length]!;
        value(machine.records.edit(this.id, [change(id, 'mergedInto', into), change(id, 'dismissed', null)]));
        break;
      }
      case 'take apart': {
        const id = ITEMS[n % ITEMS.length]!;
        value(machine.records.edit(this.id, [change(id, 'mergedInto', null), change(id, 'dismissed', null)]));
        break;
      }
      case 'name people':
        this.texts.push(content);
        value(machine.records.edit(this.id, [NAMINGS[n % NAMINGS.length]!]));
        break;
      case 'complete':
        value(machine.records.edit(this.id, COMPLETING));
        break;
      case 'sign':
        this.do(machine, 'sign', 'handover-sign', { content: of(content).content });
        break;
      case 'review':
        this.do(machine, 'review', 'handover-review', { content: of(content).content });
        break;
      case 'read-back':
        readBack(ITEMS[n % ITEMS.length]!);
        break;
      case 'read all':
        ITEMS.forEach(readBack);
        break;
      case 'answer':
        pick(done('read-back')).forEach(answer);
        break;
      case 'answer all':
        done('read-back')
          .filter(({ id, person }) => person !== machine.person && !done('answer').some((one) => one.of === id))
          .forEach(answer);
        break;
      case 'accept':
        this.do(machine, 'accept', 'handover-accept', of(content));
        break;
      case 'accept an earlier text':
        for (const text of pick(this.texts)) this.do(machine, 'accept', 'handover-accept', of(text), '', text);
        break;
      case 'refuse':
        this.do(machine, 'refuse', 'handover-refuse', { content: of(content).content, reason: 'No' });
        break;
      case 'self-cover':
        if (n % 4 === 0) this.do(machine, 'self-cover', 'self-cover', { ...of(content), reason: 'Alone' });
        break;
      case 'settle':
        for (const { id } of pick([...done('accept'), ...done('self-cover')]))
          this.do(machine, 'settle', 'duty-settled', { of: id }, id);
        break;
      case 'meet':
        this.meet(machine, this.machineOf(n));
        break;
      default:
        throw new Error(`no step ${what}`);
    }
  }

  /** What must hold on a machine whatever happened. */
  check(machine: Machine): Signing {
    const { content, acts, here } = this.look(machine);
    const signing = signingOf(content, acts, sha256);
    const accepted = this.model.holders(here, 'accept');
    const covered = this.model.holders(here, 'self-cover');
    expect(signing.acceptances.map(({ act }) => act).sort()).toEqual(accepted);
    expect(signing.selfCover === null).toBe(covered.length === 0);
    expect(signing.holders.map(({ act }) => act).sort()).toEqual([...accepted, ...covered].sort());
    expect(signing.inConflict).toBe(!this.model.isSettled(here));
    expect(hasEnded(signing.state)).toBe(accepted.length + covered.length > 0);

    // H5, H8: what counted here counts for ever.
    if (machine.ended) expect(hasEnded(signing.state)).toBe(true);
    machine.ended = hasEnded(signing.state);
    for (const act of machine.known) expect(accepted).toContain(act);
    for (const act of accepted) machine.known.add(act);

    for (const { copy, person } of signing.acceptances) {
      expect(isComplete(copy)).toBe(true);
      expect(copy.givers).not.toContain(person);
      expect(signing.signatures.map((one) => one.person)).not.toContain(person);
    }
    if (signing.accepted !== null) {
      const { copy, person } = signing.accepted;
      for (const { id } of toRead(copy)) {
        const read = signing.readBacks.find(({ item }) => item === id);
        expect(read).toMatchObject({ isOld: false });
        expect(copy.givers).not.toContain(read?.person);
        expect(read?.answer?.person).not.toBe(person);
        expect(copy.receivers).not.toContain(read?.answer?.person);
      }
    }
    // H7.
    if (!machine.ended) {
      const signers = isComplete(content) ? this.model.signers(here, content) : [];
      expect(signing.signatures.map(({ person }) => person).sort()).toEqual(signers);
      if (signers.length === 0) expect(signing.state).toBe('draft');
      else expect(signing.state === 'refused').toBe(this.model.isRefused(here, content));
    }
    return signing;
  }

  end(): Signing {
    for (let round = 0; round < 2; round += 1)
      for (const a of this.machines) for (const b of this.machines) this.meet(a, b);
    const all = this.machines.map((machine) => this.check(machine));
    for (const signing of all) expect(signing).toEqual(all[0]);
    return all[0]!;
  }
}
