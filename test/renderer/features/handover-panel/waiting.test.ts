import { describe, expect, it } from 'vitest';
import { waitingFor, waitingText } from '../../../../renderer/stores/derive/waiting';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { aHandover, BOUNDARY } from '../../builders/handover';

const at = (minutes: number) => BOUNDARY + minutes * MINUTE;
const row = (over: Partial<HandoverRow> = {}): HandoverRow => aHandover({}, {}, over);
/** Of five items two are read back and confirmed, one waits for the giver and two for the receiver. */
const SIGNED = {
  state: 'in-review',
  signedBy: 'rafael',
  readBack: { settled: 2, needed: 5 },
  toRead: 2,
  unanswered: 1,
} as const;
const words = (over: Partial<HandoverRow>, me: string, now = at(-40)): string | null => {
  const waiting = waitingFor([row(over)], me, now);
  return waiting === null ? null : waitingText(waiting);
};

describe('the badge of the rail', () => {
  it('H1 the giver is reminded to sign in the last 15 minutes, and not before', () => {
    expect(words({}, 'rafael', at(-16))).toBeNull();
    expect(words({}, 'rafael', at(-15))).toBe('a handover waits for your signature');
    expect(words({}, 'ananya', at(-10))).toBeNull();
  });

  it('H4 the giver is waited for as soon as something is read back, and no more once it is answered', () => {
    expect(words(SIGNED, 'rafael')).toBe('1 read-back waits for your answer');
    expect(words({ ...SIGNED, unanswered: 3 }, 'rafael')).toBe('3 read-backs wait for your answer');
    expect(words({ ...SIGNED, unanswered: 0 }, 'rafael')).toBeNull();
  });

  it('H4 the receiver is waited for while something is not read back, and once all of it is settled', () => {
    expect(words(SIGNED, 'ananya')).toBe('2 items of a handover wait for your read-back');
    expect(words({ ...SIGNED, toRead: 1 }, 'ananya')).toBe('1 item of a handover waits for your read-back');
    const settled = { ...SIGNED, toRead: 0, unanswered: 0, readBack: { settled: 5, needed: 5 } };
    expect(words(settled, 'ananya')).toBe('a handover waits for you to take it');
    expect(words({ ...SIGNED, state: 'accepted' }, 'ananya', at(30))).toBeNull();
  });

  it('H4 where all is read back and not yet answered the giver is waited for, and the receiver is not', () => {
    const read = { ...SIGNED, toRead: 0, unanswered: 3 };
    expect(words(read, 'ananya')).toBeNull();
    expect(words(read, 'rafael')).toBe('3 read-backs wait for your answer');
  });

  it('questions wait for the giver, before it is signed too; a read-back does so only while it is signed', () => {
    expect(words({ openQuestions: 1 }, 'rafael')).toBe('1 question waits for your answer');
    expect(words({ ...SIGNED, openQuestions: 2 }, 'rafael')).toBe('1 read-back and 2 questions wait for your answer');
    expect(words({ unanswered: 1 }, 'rafael')).toBeNull();
    expect(words({ openQuestions: 1, unanswered: 1 }, 'rafael')).toBe('1 question waits for your answer');
    expect(words({ openQuestions: 1 }, 'ananya')).toBeNull();
  });

  it('a refusal waits for the giver at once', () => {
    expect(words({ state: 'refused' }, 'rafael')).toBe('a handover was refused and waits for your signature');
    expect(words({ state: 'refused' }, 'ananya')).toBeNull();
  });

  it('H6 who signed though nobody named them answers, who is named on both sides does not', () => {
    expect(words({ ...SIGNED, signedBy: 'camila' }, 'camila')).toBe('1 read-back waits for your answer');
    expect(words({ ...SIGNED, receivers: ['ananya', 'rafael'], signedBy: 'camila' }, 'rafael')).toBeNull();
    expect(words(SIGNED, 'dana')).toBeNull();
  });

  it('what was put away waits for nobody', () => {
    expect(words({ ...SIGNED, putAway: 'drafted twice' }, 'ananya')).toBeNull();
    expect(words({ ...SIGNED, putAway: 'drafted twice' }, 'rafael')).toBeNull();
  });

  it('of several the one whose end comes first is said', () => {
    const later = row({ ...SIGNED, id: 'later', at: BOUNDARY + HOUR });
    expect(waitingFor([later, row(SIGNED)], 'rafael', at(-40))?.row.id).toBe('handover');
    expect(waitingFor(null, 'rafael', at(0))).toBeNull();
    expect(waitingFor([row(SIGNED)], null, at(0))).toBeNull();
  });
});
