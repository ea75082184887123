import { describe, expect, it } from 'vitest';
import type { HandoverContent } from '../../../shared/domain/handover/types';
import { signingOf } from '../../../shared/records/handover';
import { aHandover, sha256, Talk } from '../../builders/handovers';

const given = aHandover({ givers: ['rafael', 'thiago'], receivers: ['ananya', 'vikram'] });
const of = (talk: Talk, content: HandoverContent = given) => signingOf(content, talk.acts, sha256);
const refusedBy = (...people: readonly string[]): Talk => {
  const talk = new Talk();
  talk.talkThrough(given);
  for (const person of people) talk.refuse(person, given);
  return talk;
};

describe('R65 what was refused', () => {
  it('is not accepted by another one of that side who knows it', () => {
    const talk = refusedBy('ananya');
    talk.accept('vikram', given);
    expect(of(talk)).toMatchObject({ state: 'refused', acceptances: [] });
  });

  it('is accepted by whoever refused it, who takes that back, and no other refusal with it', () => {
    const talk = refusedBy('ananya');
    talk.accept('ananya', given);
    expect(of(talk)).toMatchObject({ state: 'accepted', accepted: { person: 'ananya' } });
    const both = refusedBy('ananya', 'vikram');
    both.accept('ananya', given);
    expect(of(both)).toMatchObject({ state: 'refused', acceptances: [] });
  });

  it('is accepted by anybody of that side once it is signed anew by one who knew of the refusal', () => {
    const talk = refusedBy('ananya');
    talk.sign('thiago', given);
    talk.accept('vikram', given);
    expect(of(talk)).toMatchObject({ state: 'accepted', accepted: { person: 'vikram' } });
    for (const answer of [
      (apart: Talk) =>
        apart.apart(
          () => apart.refuse('ananya', given),
          () => apart.sign('thiago', given),
        ),
      (wrongSide: Talk) => {
        wrongSide.refuse('ananya', given);
        wrongSide.sign('vikram', given);
      },
      (another: Talk) => {
        another.refuse('ananya', given);
        another.sign('rafael', { ...given, notes: 'edited' });
      },
    ]) {
      const other = refusedBy();
      answer(other);
      other.accept('camila', given);
      expect(of(other)).toMatchObject({ state: 'refused', acceptances: [] });
    }
  });

  it('stays accepted where that was done by one who did not know of it (H5, H8)', () => {
    const talk = refusedBy();
    talk.apart(
      () => talk.refuse('ananya', given),
      () => talk.accept('vikram', given),
    );
    expect(of(talk)).toMatchObject({ state: 'accepted', accepted: { person: 'vikram' } });
  });

  it('is another text once it is edited, and may be covered by one person', () => {
    const talk = refusedBy('ananya');
    const edited = { ...given, notes: 'Pix certificate renewed' };
    talk.sign('rafael', edited);
    talk.accept('vikram', edited);
    expect(of(talk, edited).state).toBe('accepted');
    const alone = refusedBy('ananya');
    alone.selfCover('rafael', given);
    expect(of(alone).state).toBe('self-covered');
  });
});
