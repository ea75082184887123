import { describe, expect, it } from 'vitest';
import { mayGive, mayTake, othersOf } from '../../../shared/domain/handover/state';
import { aHandover } from '../../builders/handovers';

describe('the sides of a handover', () => {
  const content = aHandover({ givers: ['rafael', 'dana'], receivers: ['ananya', 'dana'] });

  it.each([
    ['rafael', true, false],
    ['ananya', false, true],
    ['dana', false, false],
    ['marcus', true, true],
  ])('H6 %s may give: %s, take: %s', (person, gives, takes) => {
    expect([mayGive(content, person), mayTake(content, person)]).toEqual([gives, takes]);
  });

  it('H6 who else was to take it', () => {
    expect(othersOf(content, 'dana')).toEqual(['ananya']);
    expect(othersOf(content, 'rafael')).toEqual(['ananya', 'dana']);
    expect(othersOf(aHandover({ receivers: ['dana'] }), 'dana')).toEqual([]);
  });
});
