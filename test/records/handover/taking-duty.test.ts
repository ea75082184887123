import { describe, expect, it } from 'vitest';
import type { HandoverContent, HandoverItem } from '../../../shared/domain/handover/types';
import { handoverHash, signingOf } from '../../../shared/records/handover';
import type { Act } from '../../../shared/records/acts';
import type { Json } from '../../../shared/records/ids';
import { aHandover, anIfThen, anItem, sha256, Talk } from '../../builders/handovers';

const given = aHandover();
const edited = { ...given, notes: 'Pix certificate renewed' };
const of = (talk: Talk, content: HandoverContent = given) => signingOf(content, talk.acts, sha256);
const states = (talk: Talk, content: HandoverContent = given) => of(talk, content).state;

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

  it('H4 a read-back with all that is told with the item, as it stands', () => {
    const told = (over: Partial<HandoverItem> = {}): HandoverContent =>
      aHandover({
        items: [
          anItem({ condition: 'unstable' }),
          anItem({ id: 'i2', condition: 'unstable', mergedInto: 'i1', ...over }),
        ],
        ifThens: [anIfThen(), anIfThen({ id: 't2', item: 'i2' })],
      });
    const changes = [told(), told({ line: 'Writes are lost' })];
    for (const [index, content] of changes.entries()) {
      refusedBecause((talk) => {
        talk.answer('rafael', talk.readBack('ananya', index === 0 ? given : told()));
        talk.sign('rafael', content);
        talk.accept('ananya', content);
      }, content);
    }
    const talk = new Talk();
    talk.sign('rafael', told());
    talk.answer('rafael', talk.readBack('ananya', told()));
    talk.accept('ananya', told());
    expect(states(talk, told())).toBe('accepted');
    const bare = told({ owner: null });
    refusedBecause((other) => {
      other.sign('rafael', bare);
      other.answer('rafael', other.readBack('ananya', bare));
      other.accept('ananya', bare);
    }, bare);
  });

  it('R62 what is empty in a copy is not said: no item is left out by it', () => {
    for (const name of ['dismissed', 'mergedInto'] as const) {
      const items = [anItem({ condition: 'unstable', [name]: '' })];
      refusedBecause((talk) => {
        talk.sign('rafael', given);
        talk.accept('ananya', { ...given, items });
      });
    }
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
    expect(of(talk).holders).toMatchObject([
      { kind: 'self-cover', person: 'rafael', reason: 'Nobody came' },
      { kind: 'accept', person: 'ananya', reservations: '' },
    ]);
    talk.settle('marcus', taken);
    expect(of(talk)).toMatchObject({ inConflict: false, state: 'accepted', accepted: { person: 'ananya' } });
  });

  it('H8 two self-covers that meet are both kept and flagged until one is named', () => {
    const talk = new Talk();
    const covers: Act[] = [];
    talk.apart(
      () => covers.push(talk.selfCover('rafael', given)),
      () => covers.push(talk.selfCover('thiago', given, 'India is on holiday')),
    );
    const met = of(talk);
    expect(met).toMatchObject({ inConflict: true, state: 'self-covered', selfCover: { person: 'rafael' } });
    expect(met.holders.map(({ person }) => person)).toEqual(['rafael', 'thiago']);
    expect(met.acceptances).toEqual([]);
    talk.settle('marcus', covers[1]!);
    expect(of(talk)).toMatchObject({ inConflict: false, state: 'self-covered', selfCover: { person: 'thiago' } });
    expect(of(talk).holders).toHaveLength(2);
  });
});
