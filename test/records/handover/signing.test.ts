import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HandoverContent, HandoverItem } from '../../../shared/domain/handover/types';
import { handoverHash, itemHash, signingOf } from '../../../shared/records/handover';
import type { Json } from '../../../shared/records/ids';
import { aHandover, anIfThen, anItem, sha256, Talk } from '../../builders/handovers';
import { holds } from '../../builders/property';

const given = aHandover();
const edited = { ...given, notes: 'Pix certificate renewed' };
const of = (talk: Talk, content: HandoverContent = given) => signingOf(content, talk.acts, sha256);
const states = (talk: Talk, content: HandoverContent = given) => of(talk, content).state;

describe('states of a handover', () => {
  it('run from draft over ready and in review to accepted, as people act', () => {
    const talk = new Talk();
    expect(states(talk)).toBe('draft');
    talk.sign('rafael', given);
    expect(states(talk)).toBe('ready');
    talk.review('ananya', given);
    expect(states(talk)).toBe('in-review');
    talk.answer('rafael', talk.readBack('ananya', given));
    expect(of(talk).readBacks).toMatchObject([{ item: 'i1', isOld: false, answer: { kind: 'confirmed' } }]);
    talk.accept('ananya', given);
    expect(of(talk)).toMatchObject({ state: 'accepted', amended: false, inConflict: false });
    expect(of(talk).accepted).toMatchObject({ person: 'ananya', copy: given, reservations: '' });
    expect(of(talk).signatures.map(({ person }) => person)).toEqual(['rafael']);
  });

  it('H3 a signature over what lacks something makes nothing ready', () => {
    const content = aHandover({ ifThens: [] });
    const talk = new Talk();
    talk.sign('rafael', content);
    expect(of(talk, content)).toMatchObject({ state: 'draft', signatures: [] });
  });

  it('a read-back of what was signed begins the review; one by the giver does not', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.readBack('rafael', given);
    expect(states(talk)).toBe('ready');
    expect(of(talk).readBacks).toEqual([]);
    talk.readBack('ananya', given);
    expect(states(talk)).toBe('in-review');
  });

  it('H7 an edit after the signature voids it; taken back, it counts again', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    expect(of(talk, edited)).toMatchObject({ state: 'draft', signatures: [], voided: [{ person: 'rafael' }] });
    expect(of(talk)).toMatchObject({ state: 'ready', signatures: [{ person: 'rafael' }], voided: [] });
    talk.sign('rafael', edited);
    expect(of(talk, edited)).toMatchObject({ state: 'ready', voided: [] });
  });

  it('R65 a refusal is the last word until it is signed anew, edited or not; a later acceptance is another last word', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.refuse('ananya', given);
    talk.review('ananya', given);
    expect(of(talk)).toMatchObject({ state: 'refused', refusals: [{ person: 'ananya' }] });
    expect(states(talk, edited)).toBe('draft');
    talk.sign('rafael', edited);
    expect(states(talk, edited)).toBe('ready');
    expect(states(talk, given)).toBe('refused');
    talk.sign('rafael', given);
    expect(states(talk)).toBe('ready');
    talk.answer('rafael', talk.readBack('ananya', given));
    talk.refuse('ananya', given);
    talk.accept('ananya', given);
    expect(states(talk)).toBe('accepted');
  });

  it('R65 a refusal of what nobody signed, or by whoever signed, refuses nothing', () => {
    const talk = new Talk();
    talk.refuse('ananya', given);
    talk.sign('rafael', given);
    talk.refuse('rafael', given);
    expect(of(talk)).toMatchObject({ state: 'ready', refusals: [] });
  });

  it('reservations are said in the state and kept', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    talk.accept('ananya', given, 'Nobody on call in the US');
    expect(of(talk)).toMatchObject({
      state: 'accepted-with-reservations',
      accepted: { reservations: 'Nobody on call in the US' },
    });
  });

  it('questions keep their answers; who has seen it is told once', () => {
    const talk = new Talk();
    const asked = talk.do('ananya', 'question', { text: 'Does the canary touch pricing?', item: 'i1' });
    talk.do('ananya', 'question', { text: 'Who is on call?' });
    talk.do('rafael', 'answer', { of: asked.id, text: 'No' });
    talk.do('dana', 'seen', {});
    talk.do('dana', 'seen', {});
    expect(of(talk).questions).toMatchObject([
      { text: 'Does the canary touch pricing?', item: 'i1', answers: [{ person: 'rafael', text: 'No' }] },
      { item: null, answers: [] },
    ]);
    expect(of(talk).seen.map(({ person }) => person)).toEqual(['dana']);
  });
});

describe('read-backs', () => {
  it('H4 an edit makes them old; the newest of the item as it stands counts', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.answer('rafael', talk.readBack('ananya', given));
    const changed = aHandover({ items: [anItem({ condition: 'unstable', next: 'Roll back' })] });
    expect(of(talk, changed).readBacks).toMatchObject([{ isOld: true }]);
    talk.readBack('ananya', changed, 'i1', 'Roll it back');
    expect(of(talk, changed).readBacks).toMatchObject([{ isOld: false, text: 'Roll it back', answer: null }]);
    expect(of(talk).readBacks).toMatchObject([{ isOld: false, answer: { kind: 'confirmed' } }]);
  });

  it('H4 said apart, the settled one stands; said after it, the newer one', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.apart(
      () => talk.answer('rafael', talk.readBack('ananya', given)),
      () => talk.readBack('vikram', given),
    );
    expect(of(talk).readBacks).toMatchObject([{ person: 'ananya' }]);
    talk.readBack('vikram', given);
    expect(of(talk).readBacks).toMatchObject([{ person: 'vikram', answer: null }]);
  });

  it('R61 of answers given apart the correction is shown', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    const read = talk.readBack('ananya', given);
    talk.apart(
      () => talk.answer('dana', read, 'corrected', 'No'),
      () => talk.answer('rafael', read),
    );
    expect(of(talk).readBacks[0]?.answer).toMatchObject({ kind: 'corrected', person: 'dana' });
    talk.answer('rafael', read);
    expect(of(talk).readBacks[0]?.answer).toMatchObject({ kind: 'confirmed', person: 'rafael' });
  });
});

describe('hashes', () => {
  it('R60 are the same in whatever order the parts come, and others for any other word', () => {
    const content = aHandover({ items: [anItem(), anItem({ id: 'i2' })], givers: ['a', 'b'] });
    const turned = { ...content, items: [...content.items].reverse(), givers: ['b', 'a'] };
    expect(handoverHash(turned, sha256)).toBe(handoverHash(content, sha256));
    const others = [
      { ...content, notes: 'x' },
      { ...content, at: content.at + 1 },
      { ...content, overall: 'calm' as const },
      { ...content, ifThens: [] },
      { ...content, items: content.items.map((item) => ({ ...item, owner: null })) },
    ];
    expect(new Set([content, ...others].map((one) => handoverHash(one, sha256))).size).toBe(others.length + 1);
  });

  it('R61 of an item has its own contingencies in it, in any order, and no others', () => {
    const own = [anIfThen(), anIfThen({ id: 't2' })];
    const hashOf = (ifThens: typeof own) => itemHash(anItem(), { items: [anItem()], ifThens }, sha256);
    const hash = hashOf(own);
    expect(hashOf([...own].reverse())).toBe(hash);
    expect(hashOf([...own, anIfThen({ id: 't3', item: 'i2' })])).toBe(hash);
    expect(hashOf(own.slice(1))).not.toBe(hash);
  });

  it('R61 of an item has in it what is told with it, in any order; not how old that is, nor what is left out', () => {
    const with2 = (...items: readonly HandoverItem[]) =>
      itemHash(anItem(), { items: [anItem(), ...items], ifThens: [anIfThen({ item: 'i2' })] }, sha256);
    const [i2, i3] = [anItem({ id: 'i2', mergedInto: 'i1' }), anItem({ id: 'i3', mergedInto: 'i1' })];
    const alone = with2();
    expect(with2(anItem({ id: 'i2' }))).toBe(alone);
    expect(with2({ ...i2, dismissed: 'noise' })).toBe(alone);
    const both = with2(i2, i3);
    expect(with2(i3, i2)).toBe(both);
    expect(with2({ ...i2, origin: { source: 'incidents', at: 1 } }, i3)).toBe(both);
    const others = [
      with2(i2),
      with2({ ...i2, next: 'Roll back' }, i3),
      itemHash(anItem(), { items: [anItem(), i2, i3], ifThens: [] }, sha256),
    ];
    expect(new Set([alone, both, ...others]).size).toBe(5);
  });
});

describe('the fold', () => {
  it('R24 says the same for any acts in any order, repeated or not, and never throws', () => {
    const people = ['rafael', 'ananya', 'vikram'];
    const contents = [given, edited];
    const step = fc.record({
      what: fc.nat(9),
      who: fc.constantFrom(...people),
      content: fc.constantFrom(...contents),
      of: fc.nat(30),
      seen: fc.array(fc.nat(30), { maxLength: 3 }),
      clock: fc.integer({ min: -20, max: 20 }),
      junk: fc.option(fc.json({ maxDepth: 3 }), { nil: undefined, freq: 8 }),
    });
    holds(
      fc.property(fc.array(step, { maxLength: 25 }), fc.infiniteStream(fc.nat(1e6)), (steps, order) => {
        const talk = new Talk();
        const known = (index: number) => talk.acts[index % Math.max(1, talk.acts.length)];
        for (const { what, who, content, of: to, seen, clock, junk } of steps) {
          const hash = handoverHash(content, sha256);
          const copy = (junk === undefined ? content : JSON.parse(junk)) as Json;
          const target = known(to)?.id ?? 'none';
          const item = itemHash(content.items[0]!, content, sha256);
          const payloads: readonly (readonly [string, Readonly<Record<string, Json>>])[] = [
            ['handover-sign', { content: hash }],
            ['handover-review', { content: hash }],
            ['read-back', { item: 'i1', of: item, text: 'so' }],
            ['read-back-answer', { of: target, answer: to % 2 === 0 ? 'confirmed' : 'corrected' }],
            ['handover-accept', { content: hash, copy }],
            ['handover-refuse', { content: hash, reason: 'no' }],
            ['self-cover', { content: hash, copy, reason: 'alone' }],
            ['duty-settled', { of: target }],
            ['answer', { of: target, text: 'yes' }],
            ['question', { text: 'why?' }],
          ];
          const [name, payload] = payloads[what]!;
          const parents = seen.map((index) => known(index)?.id ?? 'not here');
          talk.do(who, name, payload, { parents, at: 1e12 + clock * 60_000 });
        }
        const mixed = [...talk.acts, ...talk.acts.slice(0, 5)]
          .map((act) => [order.next().value!, act] as const)
          .sort(([a], [b]) => a - b)
          .map(([, act]) => act);
        expect(signingOf(given, mixed, sha256)).toEqual(signingOf(given, talk.acts, sha256));
      }),
    );
  });
});
