import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HandoverContent } from '../../../shared/domain/handover/types';
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

describe('what an acceptance needs', () => {
  const refusedBecause = (act: (talk: Talk) => void, content: HandoverContent = given): void => {
    const talk = new Talk();
    act(talk);
    expect(of(talk, content)).toMatchObject({ accepted: null, acceptances: [], inConflict: false });
  };

  it('H5 a signature over that very content', () => {
    refusedBecause((talk) => {
      talk.answer('rafael', talk.readBack('ananya', given));
      talk.sign('rafael', edited);
      talk.accept('ananya', given);
    });
  });

  it('R62 that its author had seen the signature and the answers', () => {
    refusedBecause((talk) =>
      talk.apart(
        () => talk.talkThrough(given),
        () => talk.accept('ananya', given),
      ),
    );
    refusedBecause((talk) => {
      talk.sign('rafael', given);
      const read = talk.readBack('ananya', given);
      talk.apart(
        () => talk.answer('rafael', read),
        () => talk.accept('ananya', given),
      );
    });
  });

  it('H3 nothing missing in the copy', () => {
    const content = aHandover({ items: [anItem({ condition: 'unstable', owner: null })] });
    refusedBecause((talk) => {
      talk.talkThrough(content);
      talk.accept('ananya', content);
    }, content);
  });

  it('H4 a read-back of every unstable item as it stands, with its contingencies and facts', () => {
    const other = aHandover({ ifThens: [anIfThen({ action: 'Page nobody' })] });
    const fresher = aHandover({ items: [anItem({ condition: 'unstable', facts: 'SEV1, open' })] });
    for (const content of [other, fresher]) {
      refusedBecause((talk) => {
        talk.answer('rafael', talk.readBack('ananya', given));
        talk.sign('rafael', content);
        talk.accept('ananya', content);
      }, content);
    }
    const looked = aHandover({ items: [anItem({ condition: 'unstable', origin: { source: 'incidents', at: 1 } })] });
    const talk = new Talk();
    talk.answer('rafael', talk.readBack('ananya', given));
    talk.sign('rafael', looked);
    talk.accept('ananya', looked);
    expect(states(talk, looked)).toBe('accepted');
  });

  it('H4 an answer by somebody other than who read it back; corrected is settled', () => {
    refusedBecause((talk) => {
      talk.sign('rafael', given);
      talk.answer('ananya', talk.readBack('ananya', given));
      talk.accept('ananya', given);
    });
    refusedBecause((talk) => {
      talk.sign('rafael', given);
      talk.answer('vikram', talk.readBack('vikram', given));
      talk.accept('ananya', given);
    });
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.answer('rafael', talk.readBack('ananya', given), 'corrected', 'It is 32 min old');
    talk.accept('ananya', given);
    expect(of(talk)).toMatchObject({
      state: 'accepted',
      readBacks: [{ answer: { kind: 'corrected', text: 'It is 32 min old' } }],
    });
  });

  it('H6 another person than who signed, read back or not, edited or not', () => {
    refusedBecause((talk) => {
      talk.talkThrough(given);
      talk.accept('rafael', given);
    });
    refusedBecause((talk) => {
      talk.sign('dana', edited);
      talk.talkThrough(given);
      talk.accept('dana', given);
    });
  });

  it('H6 a read-back that counts is not by a giver, and whoever answers one does not accept', () => {
    refusedBecause((talk) => {
      talk.sign('rafael', given);
      talk.sign('dana', given);
      talk.answer('rafael', talk.readBack('dana', given));
      talk.accept('ananya', given);
    });
    refusedBecause((talk) => {
      talk.sign('rafael', given);
      talk.answer('ananya', talk.readBack('vikram', given));
      talk.accept('ananya', given);
    });
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.answer('rafael', talk.readBack('vikram', given));
    talk.accept('ananya', given);
    expect(states(talk)).toBe('accepted');
  });

  it('R62 a copy that is the content it names: hostile ones are none, and nothing throws', () => {
    let deep: Json = 1;
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    const twice = { ...given, items: [...given.items, anItem({ line: 'unread' })] };
    const copies: readonly Json[] = [
      null,
      [],
      'copy',
      deep,
      { ...given, items: deep } as unknown as Json,
      { ...given, items: [{ ...given.items[0], closed: 'no' }] } as unknown as Json,
      { ...given, at: 1e300 } as unknown as Json,
      { ...given, notes: 'another' } as unknown as Json,
      JSON.parse('{"__proto__": {"at": 1}}') as Json,
    ];
    for (const [index, copy] of copies.entries()) {
      refusedBecause((talk) => {
        talk.talkThrough(given);
        const accepted = talk.accept('ananya', given);
        // Made of a good one: no id can be made of what is too deep.
        talk.acts.pop();
        talk.acts.push({ ...accepted, id: `hostile ${index}`, payload: { ...accepted.payload, copy } });
      });
    }
    refusedBecause((talk) => {
      talk.talkThrough(twice);
      talk.accept('ananya', twice);
    }, twice);
  });

  it('R62 a copy of a newer version counts here, by its own words; what is empty may be left out of it', () => {
    const newer = {
      ...given,
      weather: 'rain',
      items: [{ ...given.items[0], kind: 'a new kind', mood: 'calm' }],
    } as unknown as HandoverContent;
    const { notes: _, before: __, situation: ___, ...short } = newer;
    const talk = new Talk();
    talk.talkThrough(newer);
    talk.do('ananya', 'handover-accept', {
      content: handoverHash(newer, sha256),
      copy: short as unknown as Json,
    });
    expect(of(talk)).toMatchObject({
      state: 'accepted',
      accepted: { copy: { notes: '', before: null, items: [{ kind: 'note' }] } },
    });
  });
});

describe('duty', () => {
  it('H5 never returns: later edits are amendments, and what givers sign, refuse or read back later changes nothing', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    const accepted = talk.accept('ananya', given);
    talk.sign('rafael', edited);
    talk.refuse('vikram', edited);
    talk.readBack('vikram', edited);
    const late = of(talk, aHandover({ items: [], notes: 'all is gone' }));
    expect(late).toMatchObject({ state: 'accepted', accepted: { act: accepted.id }, amended: true });
    expect(late.signatures).toMatchObject([{ person: 'rafael' }]);
    expect(late.readBacks).toMatchObject([{ isOld: false, answer: { kind: 'confirmed' } }]);
  });

  it('H6 what the person who took duty signed apart is on no list', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    talk.apart(
      () => talk.accept('ananya', given),
      () => talk.sign('ananya', given),
    );
    expect(of(talk)).toMatchObject({ state: 'accepted', signatures: [{ person: 'rafael' }], voided: [] });
  });

  it('R62 an acceptance that had seen another one is a second signature, not a second duty', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    const first = talk.accept('ananya', given);
    talk.accept('vikram', given);
    expect(of(talk)).toMatchObject({ acceptances: [{ act: first.id }], inConflict: false });
  });

  it('H8 two acceptances that meet are both kept and flagged until one is named by somebody who saw both', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    const both: { ananya?: ReturnType<Talk['accept']>; vikram?: ReturnType<Talk['accept']> } = {};
    talk.apart(
      () => {
        both.ananya = talk.accept('ananya', given);
        // Settles nothing: it had seen one of them.
        talk.settle('rafael', both.ananya);
      },
      () => (both.vikram = talk.accept('vikram', given, 'No access to Brazil')),
    );
    const met = of(talk);
    expect(met.acceptances.map(({ person }) => person)).toEqual(['ananya', 'vikram']);
    expect(met).toMatchObject({ inConflict: true, state: 'accepted', accepted: { person: 'ananya' } });
    talk.settle('rafael', both.vikram!);
    expect(of(talk)).toMatchObject({
      inConflict: false,
      state: 'accepted-with-reservations',
      accepted: { person: 'vikram' },
      acceptances: [{ person: 'ananya' }, { person: 'vikram' }],
    });
    talk.apart(
      () => talk.settle('rafael', both.ananya!),
      () => talk.settle('marcus', both.vikram!),
    );
    expect(of(talk)).toMatchObject({ inConflict: true, accepted: { person: 'ananya' } });
    talk.settle('rafael', both.ananya!);
    expect(of(talk)).toMatchObject({ inConflict: false, accepted: { person: 'ananya' } });
  });

  it('H8 the earlier one counts by corrected time', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    const copy = { content: handoverHash(given, sha256), copy: given as unknown as Json };
    talk.apart(
      () => talk.do('ananya', 'handover-accept', copy, { at: 2_000_000, offset: null }),
      () => talk.do('vikram', 'handover-accept', copy, { at: 2_500_000, offset: -1_000_000 }),
    );
    expect(of(talk).accepted?.person).toBe('vikram');
  });

  it('H6 one person covers both shifts: marked as such, also by who signed, with nothing missing and over nobody', () => {
    const talk = new Talk();
    talk.sign('rafael', given);
    talk.selfCover('rafael', given);
    expect(of(talk)).toMatchObject({
      state: 'self-covered',
      accepted: null,
      selfCover: { person: 'rafael', reason: 'Nobody came', copy: given },
    });
    const lacking = aHandover({ ifThens: [] });
    const other = new Talk();
    other.selfCover('rafael', lacking);
    expect(of(other, lacking)).toMatchObject({ state: 'draft', selfCover: null });
    const late = new Talk();
    late.talkThrough(given);
    late.accept('ananya', given);
    late.selfCover('rafael', given);
    expect(of(late)).toMatchObject({ state: 'accepted', selfCover: null });
  });

  it('H8 an acceptance and a self-cover that meet are both kept and flagged', () => {
    const talk = new Talk();
    talk.talkThrough(given);
    let taken = talk.acts[0]!;
    talk.apart(
      () => talk.selfCover('rafael', given),
      () => (taken = talk.accept('ananya', given)),
    );
    expect(of(talk)).toMatchObject({
      inConflict: true,
      state: 'self-covered',
      selfCover: { person: 'rafael' },
      acceptances: [{ person: 'ananya' }],
    });
    talk.settle('marcus', taken);
    expect(of(talk)).toMatchObject({ inConflict: false, state: 'accepted', accepted: { person: 'ananya' } });
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
    const hash = itemHash(anItem(), own, sha256);
    expect(itemHash(anItem(), [...own].reverse(), sha256)).toBe(hash);
    expect(itemHash(anItem(), [...own, anIfThen({ id: 't3', item: 'i2' })], sha256)).toBe(hash);
    expect(itemHash(anItem(), own.slice(1), sha256)).not.toBe(hash);
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
          const item = itemHash(content.items[0]!, content.ifThens, sha256);
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
