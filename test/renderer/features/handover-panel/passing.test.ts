import { describe, expect, it } from 'vitest';
import { bannersOf } from '../../../../renderer/features/shell/banners/view-model';
import { handoverActions, handoverEntries } from '../../../../renderer/features/shell/palette/handover-entries';
import { nextHandoverView } from '../../../../renderer/features/shell/strip/passing';
import { onDutyNow } from '../../../../renderer/features/shell/strip/view-model';
import { holdersOf, onDutyEntry, progressOf, waitingFor } from '../../../../renderer/stores/derive/passing';
import { seeNow } from '../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../renderer/ui/clocks';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { aHandover, BOUNDARY } from '../../builders/handover';
import { calm } from '../../builders/retail';
import { fourTeams } from '../../builders/snapshot';

const LATE = BOUNDARY + 25 * MINUTE;
const row = (over: Partial<HandoverRow> = {}): HandoverRow => aHandover({}, {}, over);
const SIGNED = { state: 'in-review', readBack: { settled: 3, needed: 5 } } as const;
const banners = (rows: readonly HandoverRow[], now: number) => {
  const snapshot = calm();
  return bannersOf({ ...snapshot, teams: fourTeams() }, seeNow(snapshot, 'connected', now), now, {
    handovers: rows,
  }).filter(({ id }) => id.startsWith('keeps'));
};

describe('H5 every screen says who has duty', () => {
  it('the giving team keeps it past the end of its shift, for how long, and leads to the handover', () => {
    expect(banners([row(SIGNED)], LATE)).toMatchObject([
      {
        title: 'Brazil L2 keeps duty: India L2 has not accepted. 25 min overdue.',
        text: 'The shift ended 08:30 IST, 03:00 UTC. Read-back 3 of 5.',
        later: false,
        handover: 'handover',
      },
    ]);
  });

  it('says nothing before the end of the shift, nor once it is taken', () => {
    expect(banners([row(SIGNED)], BOUNDARY - MINUTE)).toEqual([]);
    const taken = row({ state: 'accepted', acceptedBy: 'ananya', acceptedAt: BOUNDARY + MINUTE });
    expect(banners([taken], LATE)).toEqual([]);
  });

  it('an acceptance counts at once, within its own minute too', () => {
    const taken = row({ state: 'accepted', acceptedBy: 'ananya', acceptedAt: LATE + 20_000 });
    expect(banners([taken], LATE)).toEqual([]);
  });

  it('says nothing where handovers are not in use', () => expect(banners([], LATE)).toEqual([]));

  it('the strip names who keeps duty first, and counts how late it is', () => {
    const rows = [row(SIGNED)];
    const holders = holdersOf(fourTeams(), rows, LATE);
    expect(onDutyNow(fourTeams(), LATE, [], holders).lines[0]).toMatchObject({
      name: 'Rafael Monteiro',
      rest: 'keeps duty',
    });
    expect(nextHandoverView(fourTeams(), LATE, rows, holders)).toMatchObject({
      title: 'Not handed over, Brazil L2 to India L2',
      figure: '25',
      unit: 'min',
      progress: 'Read-back 3 of 5',
      overdue: true,
      id: 'handover',
    });
  });

  it('whoever took duty early has it before the own shift begins', () => {
    const early = BOUNDARY - 20 * MINUTE;
    const rows = [row({ state: 'accepted', acceptedBy: 'ananya', acceptedAt: early - MINUTE })];
    const lines = onDutyNow(fourTeams(), early, [], holdersOf(fourTeams(), rows, early)).lines;
    expect(lines[0]).toMatchObject({ name: 'Ananya Iyer', rest: 'has duty' });
  });

  it('what was written of duty counts in the strip', () => {
    const said = {
      ...onDutyEntry(fourTeams()[1] ?? fail(), 'ananya', BOUNDARY - 2 * HOUR),
      id: 'd',
      by: 'ananya',
      at: 0,
    };
    const lines = onDutyNow(fourTeams(), BOUNDARY - HOUR, [said]).lines;
    expect(lines.map(({ name }) => name)).toContain('Ananya Iyer');
  });
});
function fail(): never {
  throw new Error('no such team');
}

describe('how far a handover is', () => {
  it.each([
    [null, 'Not started'],
    [row(), 'Draft, not signed'],
    [row(SIGNED), 'Read-back 3 of 5'],
    [row({ state: 'ready', readBack: { settled: 2, needed: 2 } }), 'Ready, to be accepted'],
    [row({ state: 'refused' }), 'Refused'],
    [row({ state: 'self-covered' }), 'Self-covered'],
  ])('%#: is said in few words', (one, words) => expect(progressOf(one)).toBe(words));

  it('the next one stands in the strip with it', () =>
    expect(nextHandoverView(fourTeams(), BOUNDARY - 12 * MINUTE, [row(SIGNED)])).toMatchObject({
      figure: '12',
      unit: 'min',
      progress: 'Read-back 3 of 5',
      overdue: false,
    }));

  it('says of what was not read that it was not, never that nothing was begun', () =>
    expect(nextHandoverView(fourTeams(), BOUNDARY - 12 * MINUTE, null)).toMatchObject({ progress: 'Not read yet' }));
});

describe('the badge of the rail', () => {
  const at = (minutes: number) => BOUNDARY + minutes * MINUTE;

  it('H1 the giver is reminded to sign in the last 15 minutes, and not before', () => {
    expect(waitingFor([row()], 'rafael', at(-16))).toBeNull();
    expect(waitingFor([row()], 'rafael', at(-15))).toMatchObject({ to: 'sign' });
    expect(waitingFor([row()], 'ananya', at(-10))).toBeNull();
  });

  it('the receiver is waited for once it is signed, and nobody once it is taken', () => {
    expect(waitingFor([row(SIGNED)], 'ananya', at(-30))).toMatchObject({ to: 'accept' });
    expect(waitingFor([row(SIGNED)], 'rafael', at(-5))).toBeNull();
    expect(waitingFor([row({ state: 'accepted' })], 'ananya', at(30))).toBeNull();
  });

  it('what was put away waits for nobody, and is not the handover of its end of the shift', () => {
    const putAway = row({ ...SIGNED, putAway: 'drafted twice' });
    expect(waitingFor([putAway], 'ananya', at(-30))).toBeNull();
    expect(nextHandoverView(fourTeams(), at(-12), [putAway])).toMatchObject({ progress: 'Not started', id: null });
  });
});

describe('the palette', () => {
  const now = BOUNDARY - HOUR;
  const input = { handovers: [row()], teams: fourTeams(), me: 'rafael', clocks: clocksFor('site', 'UTC', now), now };

  it('drafts, opens, says who is on duty, and shows the measures, the own team first', () => {
    const entries = handoverActions(input, 'live');
    expect(entries.map(({ name }) => name)).toEqual([
      'Open handover',
      'Draft handover of Brazil L2',
      'Draft handover of India L2',
      'I am on duty',
      'Who is on duty',
      'Handover measures',
    ]);
    expect(entries.find(({ name }) => name === 'I am on duty')?.fact).toBe(
      'Brazil L2 until Wed 18 Nov 00:00 BRT, 03:00 UTC',
    );
  });

  it('finds each handover by who gives to whom', () =>
    expect(handoverEntries(input)[0]).toMatchObject({
      name: 'Brazil L2 to India L2',
      fact: '08:30 IST, 03:00 UTC, draft, not signed',
      act: { kind: 'open-handover', handover: 'handover' },
    }));
});
