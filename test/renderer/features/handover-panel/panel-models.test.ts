import { describe, expect, it } from 'vitest';
import { announcementOf } from '../../../../renderer/features/handover/panel/announce';
import {
  mayAnswer,
  mayReadBack,
  othersToReadBack,
  readBackRows,
} from '../../../../renderer/features/handover/panel/read-back-model';
import { hashInGroups, rivalsOf, signOffOf } from '../../../../renderer/features/handover/panel/sign-off-model';
import { shortNames } from '../../../../renderer/features/handover/panel/told';
import type { HandoverItem, Signing } from '../../../../shared/domain/handover/types';
import { MINUTE } from '../../../../shared/lib/time';
import { aContent, aHandover, BOUNDARY } from '../../builders/handover';
import { confirmed, names, NOW, readBack, signature, tell } from './telling';

const SIGNED: Partial<Signing> = { state: 'ready', signatures: [signature()] };
const settled = (item: string) => readBack({ item, answer: confirmed() });
/** Every item that H3 asks for is whole. */
const WHOLE = {
  ifThens: aContent().items.map(({ id }) => ({
    id: `if ${id}`,
    item: id,
    text: 'it gets worse',
    watch: null,
    action: 'Page',
    who: null,
    from: null,
    until: null,
  })),
  items: aContent().items.map((item): HandoverItem => ({ ...item, owner: 'ananya', next: 'Watch', due: BOUNDARY })),
};

describe('read-backs', () => {
  it('H4 there is one row for each unstable item, worst first, and none for the others', () => {
    const rows = readBackRows(tell(aHandover({}, SIGNED), 'ananya'));
    expect(rows.map(({ number, item, step, needed }) => [number, item.name, step, needed])).toEqual([
      [1, 'CHG-222-P4WA', 'open', true],
      [2, 'INC-0087', 'open', true],
    ]);
  });

  it('H4 others are read back by choice, and what was read back stays in the list', () => {
    const view = aHandover({}, { ...SIGNED, readBacks: [readBack({ item: 'rds' })] });
    const rows = readBackRows(tell(view, 'ananya'), new Set(['inc-86']));
    expect(rows.map(({ item }) => item.id)).toEqual(['chg-222', 'inc-87', 'rds', 'inc-86']);
    expect(rows.filter(({ needed }) => !needed).map(({ item }) => item.id)).toEqual(['rds', 'inc-86']);
    expect(othersToReadBack(view, rows).map(({ id }) => id)).not.toContain('inc-86');
  });

  it('closed, dismissed and merged items have no row', () => {
    const items = aContent().items.map((item): HandoverItem => {
      if (item.id === 'inc-87') return { ...item, closed: true };
      return item.id === 'chg-222' ? { ...item, dismissed: 'done elsewhere' } : item;
    });
    expect(readBackRows(tell(aHandover({ items }, SIGNED), 'ananya'))).toEqual([]);
  });

  it('H4 each says how it stands, in the time of those who come', () => {
    const rowsOf = (over: Parameters<typeof readBack>[0], state: Signing['state'] = 'in-review') =>
      readBackRows(tell(aHandover({}, { ...SIGNED, state, readBacks: [readBack(over)] }), 'rafael')).find(
        ({ item }) => item.id === over.item,
      );
    expect(rowsOf({ item: 'inc-87' })?.line).toBe('Ananya read it back 08:12 IST, to be confirmed');
    expect(rowsOf({ item: 'inc-87', answer: confirmed() })).toMatchObject({
      line: 'Rafael confirmed 08:12 IST',
      settled: true,
    });
    expect(rowsOf({ item: 'inc-87', answer: { ...confirmed(), kind: 'corrected', text: 'No' } })).toMatchObject({
      step: 'corrected',
      settled: true,
    });
    expect(rowsOf({ item: 'inc-87', answer: confirmed(), isOld: true })).toMatchObject({
      line: 'edited since: read it back again',
      settled: false,
    });
  });

  it('H6 nobody confirms what they read back themselves, and only the giving side confirms', () => {
    const view = aHandover({}, { ...SIGNED, state: 'in-review', readBacks: [readBack({ item: 'inc-87' })] });
    const [said] = view.signing.readBacks;
    if (said === undefined) throw new Error('nothing was read back');
    expect(mayAnswer(tell(view, 'rafael'), said)).toBe(true);
    expect(mayAnswer(tell(view, 'ananya'), said)).toBe(false);
    expect(mayAnswer(tell(view, 'rafael'), { person: 'rafael' })).toBe(false);
    expect(mayReadBack(tell(view, 'ananya'))).toBe(true);
    expect(mayReadBack(tell(view, 'rafael'))).toBe(false);
    expect(mayReadBack(tell(aHandover(), 'ananya'))).toBe(false);
  });
});

describe('who may sign and take it', () => {
  it('H3 the giver cannot sign while something is missing, and is told what and where', () => {
    const { primary, lacks } = signOffOf(tell(aHandover(), 'rafael'), []);
    expect(primary).toMatchObject({ act: 'sign', ready: false });
    expect(primary?.waits).toBe('2 items lack something');
    expect(lacks).toEqual([
      { item: 'chg-221', text: 'CHG-221-K7QD: next action, due, if-then' },
      { item: 'inc-85', text: 'INC-0085: if-then' },
    ]);
  });

  it('H3 the giver signs once nothing is missing', () => {
    expect(signOffOf(tell(aHandover(WHOLE), 'rafael'), []).primary).toEqual({
      act: 'sign',
      word: 'Sign and hand over',
      ready: true,
      waits: '',
    });
  });

  it('H4 the receiver takes it once it is signed and read back, and says why not before', () => {
    const primary = (signing: Partial<Signing>) => signOffOf(tell(aHandover(WHOLE, signing), 'ananya'), []).primary;
    expect(primary({})).toMatchObject({ act: 'accept', ready: false, waits: 'opens once Rafael signs' });
    expect(primary(SIGNED)).toMatchObject({ ready: false, waits: 'opens after read-back' });
    const half = { ...SIGNED, readBacks: [settled('inc-87'), readBack({ item: 'chg-222' })] };
    expect(primary(half)).toMatchObject({ ready: false });
    expect(primary({ ...SIGNED, readBacks: [settled('inc-87'), settled('chg-222')] })).toMatchObject({
      ready: true,
      waits: '',
    });
  });

  it('H6 whoever signed does not take it, and is told so', () => {
    const content = { ...WHOLE, givers: ['rafael'], receivers: ['rafael', 'ananya'] };
    const { primary, not, beside } = signOffOf(tell(aHandover(content, SIGNED), 'rafael'), []);
    expect(primary).toBeNull();
    expect(not).toBe('You signed it: somebody else has to take it.');
    expect(beside).toEqual(['self-cover']);
  });

  it('H6 one person on both sides is offered to cover both, and may speak for one of them', () => {
    const view = aHandover({ ...WHOLE, receivers: ['rafael'] });
    const both = signOffOf(tell(view, 'rafael'), []);
    expect(both).toMatchObject({ primary: { act: 'self-cover', ready: true }, asksSide: true });
    expect(both.not).toContain('Nobody signs both');
    expect(signOffOf(tell(view, 'rafael', { as: 'giver' }), []).primary?.act).toBe('sign');
  });

  it('H6 whoever is named on neither side is told between whom it goes', () => {
    const other = signOffOf(tell(aHandover(WHOLE, SIGNED), 'thiago'), []);
    expect(other).toMatchObject({ primary: null, asksSide: true, asksSeen: true });
    expect(other.not).toBe('You are named on neither side. It goes from Rafael to Ananya.');
    expect(signOffOf(tell(aHandover(WHOLE, SIGNED), 'thiago', { as: 'receiver' }), []).primary?.act).toBe('accept');
  });

  it('nobody signs before it is known who writes here', () => {
    expect(signOffOf(tell(aHandover(WHOLE), null), [])).toMatchObject({ primary: null, asksSide: false });
  });

  it('H7 an edit after the signature says so, and the giver signs again', () => {
    const view = aHandover(WHOLE, { voided: [signature()] });
    const shown = signOffOf(tell(view, 'rafael'), []);
    expect(shown.says.map(({ text }) => text)).toContain(
      'Edited after Rafael signed at 23:38 BRT, 02:38 UTC: sign again.',
    );
    expect(shown.primary?.word).toBe('Sign again and hand over');
    expect(shown.signers[0]).toMatchObject({ mark: 'void' });
  });

  it('a refusal says why, and the giver signs again', () => {
    const refusals = [{ ...signature({ act: 'no', person: 'ananya', at: NOW }), reason: 'Nobody knows the rollback.' }];
    const shown = signOffOf(tell(aHandover(WHOLE, { ...SIGNED, state: 'refused', refusals }), 'rafael'), []);
    expect(shown.primary).toMatchObject({ act: 'sign', ready: true });
    expect(shown.says[0]?.text).toBe('Ananya refused it 08:12 IST, 02:42 UTC: Nobody knows the rollback.');
  });

  it('H5 once the shift has ended without acceptance the giving team keeps duty, and how long is said', () => {
    const now = BOUNDARY + 25 * MINUTE;
    const { says } = signOffOf(tell(aHandover(WHOLE, SIGNED), 'ananya', { now }), []);
    expect(says[0]).toMatchObject({
      tone: 'late',
      text: 'Brazil L2 keeps duty: the shift ended 25 minutes ago and nobody has taken it.',
    });
  });

  it('H5 after the acceptance it says who has duty since when, and that an amendment does not give it back', () => {
    const accepted = {
      ...signature({ act: 'yes', person: 'ananya', at: BOUNDARY + MINUTE }),
      reservations: 'No rollback',
      copy: aContent(),
    };
    const view = aHandover(WHOLE, {
      ...SIGNED,
      state: 'accepted-with-reservations',
      acceptances: [accepted],
      accepted,
      amended: true,
    });
    const shown = signOffOf(tell(view, 'rafael', { now: BOUNDARY + 30 * MINUTE }), []);
    expect(shown.says.map(({ text }) => text)).toEqual([
      'Ananya has duty since 08:31 IST, 03:01 UTC, 1 minute after the end of the shift.',
      'With reservations: No rollback',
      'Amended after acceptance. What was accepted is kept, and duty does not go back.',
    ]);
    expect(shown).toMatchObject({ primary: null, beside: [], lacks: [] });
  });

  it('says what the receiver has left, and who of the other level has read it', () => {
    const view = aHandover(WHOLE, {
      ...SIGNED,
      questions: [{ act: 'q', person: 'ananya', at: NOW, text: 'Pricing too?', item: null, answers: [] }],
      seen: [{ person: 'dana', at: NOW - 7 * MINUTE }],
    });
    const witnesses = [
      { person: 'dana', level: 'L3' },
      { person: 'oleksandr', level: 'L3' },
    ];
    expect(signOffOf(tell(view, 'ananya'), witnesses).signers.map(({ line }) => line)).toEqual([
      'Outgoing, signed 23:38 BRT, 02:38 UTC',
      'Incoming, 2 read-backs and 1 question left',
      'L3 on call, has read it 08:05 IST',
      'L3 on call, not read yet',
    ]);
  });
});

describe('what else is told', () => {
  it('H8 two acceptances stand as equals, A and B, each with the name it would mean', () => {
    const one = { ...signature({ act: 'a', person: 'ananya', at: NOW }), reservations: '', copy: aContent() };
    const two = { ...one, act: 'b', person: 'thiago', at: NOW + MINUTE, reservations: 'Late' };
    const holders = [one, two].map((acceptance) => ({ ...acceptance, kind: 'accept' as const }));
    const view = aHandover(
      {},
      { state: 'accepted', acceptances: [one, two], holders, inConflict: true, accepted: one },
    );
    expect(rivalsOf(tell(view, 'ananya')).map(({ letter, act, word }) => [letter, act, word])).toEqual([
      ['A', 'a', 'Ananya had duty'],
      ['B', 'b', 'Thiago had duty'],
    ]);
  });

  it('H8 a self-cover that met an acceptance stands there too', () => {
    const one = { ...signature({ act: 'a', person: 'ananya', at: NOW }), reservations: '', copy: aContent() };
    const selfCover = { ...signature({ act: 's', at: NOW - MINUTE }), reason: 'Nobody came', copy: aContent() };
    const holders = [
      { ...selfCover, kind: 'self-cover' as const },
      { ...one, kind: 'accept' as const },
    ];
    const view = aHandover(
      {},
      { state: 'accepted', acceptances: [one], holders, inConflict: true, accepted: one, selfCover },
    );
    expect(rivalsOf(tell(view, 'ananya')).map(({ act }) => act)).toEqual(['s', 'a']);
  });

  it('the hash stands in groups of four', () =>
    expect(hashInGroups('sha256:4f2a91bc07de5a31ffff')).toBe('4f2a 91bc 07de 5a31'));

  it('people are called by their first name unless two share it', () => {
    const short = shortNames(['rafael', 'ananya', 'Rafael Costa'], names);
    expect([short('ananya'), short('rafael'), short('Rafael Costa')]).toEqual([
      'Ananya',
      'Rafael Monteiro',
      'Rafael Costa',
    ]);
  });

  it('reads aloud what others did, and nothing of what one did oneself', () => {
    const before = aHandover({}, SIGNED);
    const after = aHandover({}, { ...SIGNED, readBacks: [readBack({ item: 'inc-87', answer: confirmed() })] });
    expect(announcementOf(before, tell(after, 'ananya'))).toBe('Rafael confirmed INC-0087.');
    expect(announcementOf(before, tell(after, 'rafael'))).toBe('Ananya read back INC-0087.');
    expect(announcementOf(after, tell(after, 'rafael'))).toBe('');
  });
});
