import { describe, expect, it } from 'vitest';
import { measuresOf, type MeasuredIncident } from '../../../shared/domain/handover/measures';
import { hasEnded, isLate, isOverdue } from '../../../shared/domain/handover/state';
import { HANDOVER_STATES, type HandoverContent } from '../../../shared/domain/handover/types';
import { stateText } from '../../../shared/domain/handover/words';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { signingOf } from '../../../shared/records/handover';
import { aHandover, anIfThen, anItem, sha256, Talk } from '../../builders/handovers';
import { NOW } from '../../builders/instants';

describe('time and a handover', () => {
  it('overdue is of the clock: said beside the state until duty has passed', () => {
    for (const state of HANDOVER_STATES) {
      expect(isOverdue({ state, at: NOW }, NOW)).toBe(false);
      expect(isOverdue({ state, at: NOW }, NOW + 1)).toBe(!hasEnded(state));
    }
    expect(stateText({ state: 'ready', at: NOW }, NOW)).toBe('Ready');
    expect(stateText({ state: 'ready', at: NOW }, NOW + 25 * MINUTE)).toBe('Ready, 25 min overdue');
    expect(stateText({ state: 'self-covered', at: NOW }, NOW + HOUR)).toBe('Self-covered');
  });

  it('what was put away is overdue no more, and says so', () => {
    const row = { state: 'ready', at: NOW, putAway: 'Thiago wrote it' } as const;
    expect(isOverdue(row, NOW + HOUR)).toBe(false);
    expect(stateText(row, NOW + HOUR)).toBe('Ready, put away');
  });

  it('H1 late is drafted after the end of the shift', () => {
    expect(isLate(aHandover({ draftedAt: NOW }))).toBe(false);
    expect(isLate(aHandover({ draftedAt: NOW + 1 }))).toBe(true);
  });
});

/** Signed at 12:01, read back and answered, accepted at 12:04. */
function accepted(content: HandoverContent = aHandover()) {
  const talk = new Talk();
  talk.talkThrough(content);
  talk.accept('ananya', content);
  return signingOf(content, talk.acts, sha256);
}
const ACCEPTED = NOW + 4 * MINUTE;

const anIncident = (over: Partial<MeasuredIncident> & { readonly began?: number | null; declared?: number }) => ({
  id: 'aaaa',
  title: 'Payments fail',
  sites: ['in-prod'],
  services: ['payments'],
  times: {
    began: over.began ?? null,
    detected: null,
    declared: over.declared ?? null,
    mitigated: null,
    resolved: null,
  },
  ...over,
});

describe('measures of a handover', () => {
  it('count minutes from signature and end of shift, open items with an if-then, questions', () => {
    const content = aHandover({
      items: [
        anItem({ condition: 'unstable' }),
        anItem({ id: 'i2' }),
        anItem({ id: 'i3', closed: true }),
        anItem({ id: 'i4', dismissed: 'noise' }),
      ],
    });
    expect(measuresOf(content, accepted(content), [], ACCEPTED)).toEqual({
      minutesToAccept: 3,
      minutesLate: 4,
      openItems: 2,
      withIfThen: 1,
      questions: 0,
      surprises: null,
    });
  });

  it('say nothing of an acceptance that was not given', () => {
    const signing = signingOf(aHandover(), [], sha256);
    expect(measuresOf(aHandover(), signing, [], NOW + 9 * HOUR)).toMatchObject({
      minutesToAccept: null,
      minutesLate: null,
      surprises: null,
    });
  });

  it('say nothing where clocks differ: accepted before the signature, or later than now', () => {
    const none = { minutesToAccept: null, minutesLate: null, surprises: null };
    expect(measuresOf(aHandover(), accepted(), [], ACCEPTED - 1)).toMatchObject(none);
    const talk = new Talk();
    talk.talkThrough(aHandover());
    const { id } = talk.accept('ananya', aHandover(), '');
    const acts = talk.acts.map((one) => (one.id === id ? { ...one, at: NOW - 3 * HOUR } : one));
    const signing = signingOf(aHandover(), acts, sha256);
    expect(signing.accepted?.at).toBe(NOW - 3 * HOUR);
    expect(measuresOf(aHandover(), signing, [], NOW + 9 * HOUR)).toMatchObject(none);
  });

  it('are of the accepted copy, whatever is written later', () => {
    const later = aHandover({ items: [] });
    const talk = new Talk();
    talk.talkThrough(aHandover());
    talk.accept('ananya', aHandover());
    talk.sign('rafael', later);
    expect(measuresOf(later, signingOf(later, talk.acts, sha256), [], ACCEPTED)).toMatchObject({
      minutesToAccept: 3,
      openItems: 1,
    });
  });

  const surprises = (incident: MeasuredIncident, content = aHandover(), now = ACCEPTED + 2 * HOUR) =>
    measuresOf(content, accepted(content), [incident], now).surprises?.map(({ id }) => id) ?? null;

  it('call a surprise what began or was declared in the first two hours, and are not over before', () => {
    expect(surprises(anIncident({ began: ACCEPTED }))).toEqual(['aaaa']);
    expect(surprises(anIncident({ began: NOW - HOUR, declared: ACCEPTED + HOUR }))).toEqual(['aaaa']);
    expect(surprises(anIncident({ began: ACCEPTED - 1 }))).toEqual([]);
    expect(surprises(anIncident({ began: ACCEPTED + 2 * HOUR }))).toEqual([]);
    expect(surprises(anIncident({}))).toEqual([]);
    expect(surprises(anIncident({ began: ACCEPTED }), aHandover(), ACCEPTED + 2 * HOUR - 1)).toBeNull();
  });

  it('call nothing a surprise that an item named: by itself, its site, its service, or a watch', () => {
    const began = ACCEPTED + MINUTE;
    expect(surprises(anIncident({ began, id: '7f3a2000' }))).toEqual([]);
    expect(surprises(anIncident({ began, sites: ['br-prod', 'in-prod'] }))).toEqual([]);
    expect(surprises(anIncident({ began, services: ['CHECKOUT'] }))).toEqual([]);
    expect(surprises(anIncident({ began, services: ['check'] }))).toEqual(['aaaa']);
    const watch = { site: 'in-prod', signal: 'p95', is: 'over', limit: 1, minutes: 5 } as const;
    expect(surprises(anIncident({ began }), aHandover({ ifThens: [anIfThen({ watch })] }))).toEqual([]);
    const dismissed = aHandover({ items: [anItem({ dismissed: 'noise' })] });
    expect(surprises(anIncident({ began, id: '7f3a2000', sites: [], services: [] }), dismissed)).toEqual(['7f3a2000']);
  });
});
