import { describe, expect, it } from 'vitest';
import { dutyText } from '../../../../renderer/features/changes/panel/duty-model';
import { BRAZIL, INDIA } from '../../../builders/follow-the-sun';

const HOUR = 3_600_000;
const NIGHT = Date.UTC(2026, 10, 25, 20);
const entry = { id: 'd', by: 'rafael', at: NIGHT, from: NIGHT - HOUR, to: NIGHT + HOUR } as const;

describe('who is on duty when a change begins', () => {
  it('names people and team of that moment', () => {
    expect(dutyText([BRAZIL, INDIA], NIGHT)).toEqual({ text: 'Rafael Monteiro +1 (Brazil L2)', nobody: false });
    expect(dutyText([BRAZIL, INDIA], Date.UTC(2026, 10, 26, 6)).text).toMatch(/\(India L2\)$/);
  });

  it('goes by leave, and says when nobody is left', () => {
    const leave = BRAZIL.people.map(({ id }) => ({ ...entry, id: `leave-${id}`, kind: 'leave' as const, person: id }));
    expect(dutyText([BRAZIL, INDIA], NIGHT, leave)).toEqual({
      text: 'nobody, as far as shifts and on-call say',
      nobody: true,
    });
    const cover = { ...entry, kind: 'cover' as const, team: BRAZIL.id, person: 'ananya', instead: null };
    expect(dutyText([BRAZIL, INDIA], NIGHT, [...leave, cover]).text).toBe('Ananya Iyer (Brazil L2)');
  });
});
