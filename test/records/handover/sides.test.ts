import { describe, expect, it } from 'vitest';
import type { HandoverContent } from '../../../shared/domain/handover/types';
import { signingOf } from '../../../shared/records/handover';
import { aHandover, sha256, Talk } from '../../builders/handovers';

/** Dana is on both shifts, Marcus on none. */
const given = aHandover({ givers: ['rafael', 'thiago', 'dana'], receivers: ['ananya', 'vikram', 'dana'] });
const of = (talk: Talk, content: HandoverContent = given) => signingOf(content, talk.acts, sha256);
/** Whether duty passes when these people do these parts. */
const passes = (giver: string, reader: string, confirmer: string, taker: string, content = given): boolean => {
  const talk = new Talk();
  talk.sign(giver, content);
  talk.answer(confirmer, talk.readBack(reader, content));
  talk.accept(taker, content);
  return of(talk, content).accepted !== null;
};

describe('the sides of a handover are those of the document', () => {
  it.each([
    ['who gives signs and confirms, who receives reads back and takes', 'rafael', 'ananya', 'rafael', 'ananya', true],
    ['another of the same side does a part of it', 'rafael', 'vikram', 'thiago', 'ananya', true],
    ['who is named on no side gives', 'marcus', 'ananya', 'marcus', 'ananya', true],
    ['who is named on no side takes', 'rafael', 'marcus', 'rafael', 'marcus', true],
    ['H6 not both, named or not', 'marcus', 'ananya', 'rafael', 'marcus', false],
    ['a receiver signs', 'vikram', 'ananya', 'rafael', 'ananya', false],
    ['a receiver confirms what another receiver read back', 'rafael', 'ananya', 'vikram', 'ananya', false],
    ['a giver reads back', 'rafael', 'thiago', 'rafael', 'ananya', false],
    ['a giver takes', 'rafael', 'ananya', 'rafael', 'thiago', false],
    ['one of both sides signs', 'dana', 'ananya', 'rafael', 'ananya', false],
    ['one of both sides reads back', 'rafael', 'dana', 'rafael', 'ananya', false],
    ['one of both sides confirms', 'rafael', 'ananya', 'dana', 'ananya', false],
    ['one of both sides takes', 'rafael', 'ananya', 'rafael', 'dana', false],
  ])('R63 %s', (_, giver, reader, confirmer, taker, isTaken) => {
    expect(passes(giver, reader, confirmer, taker)).toBe(isTaken);
  });

  it('R63 whoever is named there moves with the text that is accepted', () => {
    const renamed = { ...given, receivers: ['ananya'] };
    expect(passes('vikram', 'ananya', 'vikram', 'ananya', renamed)).toBe(true);
  });

  it('R63 what the wrong side says is not shown as if it counted', () => {
    const talk = new Talk();
    talk.sign('vikram', given);
    talk.sign('dana', given);
    expect(of(talk)).toMatchObject({ state: 'draft', signatures: [] });
    talk.sign('rafael', given);
    talk.review('thiago', given);
    talk.readBack('thiago', given);
    talk.refuse('thiago', given);
    talk.refuse('dana', given);
    expect(of(talk)).toMatchObject({ state: 'ready', readBacks: [], refusals: [] });
    const read = talk.readBack('ananya', given);
    talk.answer('vikram', read);
    expect(of(talk)).toMatchObject({ state: 'in-review', readBacks: [{ person: 'ananya', answer: null }] });
  });

  it.each(['rafael', 'ananya', 'dana', 'marcus'])('H6 %s may cover both shifts alone', (person) => {
    const talk = new Talk();
    talk.selfCover(person, given);
    expect(of(talk)).toMatchObject({ state: 'self-covered', selfCover: { person } });
  });
});
