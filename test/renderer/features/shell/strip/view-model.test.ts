import { describe, expect, it } from 'vitest';
import { nextHandoverView } from '../../../../../renderer/features/shell/strip/passing';
import { onDutyNow, stripOf } from '../../../../../renderer/features/shell/strip/view-model';
import type { DutyEntry } from '../../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../../shared/domain/snapshot/types';
import { aTeam, fourTeams, NOW } from '../../../builders/snapshot';

const HOUR = 3_600_000;
const MINUTE = Math.floor(NOW / 60_000) * 60_000;
const WIDTH = 765;
const perHour = WIDTH / 24;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
/** x of an instant. */
const at = (ms: number): number => ((ms - MINUTE) / HOUR + 11) * perHour;

describe('the sun strip', () => {
  const strip = stripOf(fourTeams(), MINUTE, WIDTH);

  it('shows 11 hours back and 13 ahead, with now in its place', () => {
    expect(strip.nowX).toBeCloseTo(350.6, 1);
    expect(strip.nowText).toBe('01:42 UTC');
  });

  it('keeps teams of one level together, L2 first', () =>
    expect(strip.lanes.map((lane) => [lane.name, lane.clock, lane.day, lane.duty])).toEqual([
      ['Brazil L2', '22:42', 'Tue', 'shift'],
      ['India L2', '07:12', 'Wed', 'off'],
      ['US L3', '20:42', 'Tue', 'on-call'],
      ['Ukraine L3', '03:42', 'Wed', 'off'],
    ]));

  it('draws shifts where the designed strip has them', () => {
    const [brazil, india, us, ukraine] = strip.lanes;
    expect(brazil?.shifts).toEqual([{ x: 9.6, width: 382.5, on: true }]);
    expect(india?.shifts.map((bar) => Math.round(bar.x))).toEqual([0, 392]);
    expect(us?.calls.find((bar) => bar.on)).toMatchObject({ x: 264.6 });
    expect(us?.calls.find((bar) => bar.on)?.width).toBeCloseTo(255, 0);
    expect(ukraine?.shifts.map((bar) => Math.round(bar.x))).toEqual([0, 520]);
  });

  it('draws daylight of the place', () => {
    const ukraine = strip.lanes[3]?.daylight[0];
    // 05:17 to 14:08 UTC in Kyiv on this day, within a few minutes.
    expect(Math.abs((ukraine?.x ?? 0) - at(Date.UTC(2026, 10, 18, 5, 17)))).toBeLessThan(4);
    expect(strip.lanes[0]?.daylight).toHaveLength(2);
  });

  it('links giver and taker where duty passes on, only the next one lit', () => {
    expect(strip.links.map((link) => [Math.round(link.x), link.fromY, link.toY, link.next])).toEqual([
      [10, 22.5, 9.5, false],
      [392, 9.5, 22.5, true],
    ]);
  });

  it('labels every third hour of UTC, none under the tag of now', () => {
    const labels = strip.ticks.filter((tick) => tick.text !== '').map((tick) => tick.text);
    expect(labels).toEqual(['18', '21', '06', '09', '12']);
  });

  it('names the day at midnight when there is room', () => {
    const noon = Date.UTC(2026, 10, 18, 14);
    expect(stripOf(fourTeams(), noon, WIDTH).ticks.map((tick) => tick.text)).toContain('Thu 00');
  });

  it('joins a shift over midnight into one bar', () => {
    const night = aTeam({ shifts: [{ days: EVERY_DAY, from: 1320, to: 360 }], timeZone: 'UTC' });
    const bars = stripOf([night], Date.UTC(2026, 10, 18, 1), WIDTH).lanes[0]?.shifts;
    expect(bars?.[0]).toMatchObject({ on: true });
    expect(bars?.[0]?.width).toBeCloseTo(8 * perHour, 1);
  });

  it('keeps wall clock times over a change of the clocks', () => {
    // New York: summer time ends on 1 November 2026 at 06:00 UTC; 22:00 to 06:00 lasts nine hours.
    const night = aTeam({ shifts: [{ days: EVERY_DAY, from: 1320, to: 360 }], timeZone: 'America/New_York' });
    const [bar] = stripOf([night], Date.UTC(2026, 10, 1, 5), WIDTH).lanes[0]?.shifts ?? [];
    expect(bar?.width).toBeCloseTo(9 * perHour, 1);
  });

  it('grows for more lanes than four', () => {
    const teams = Array.from({ length: 9 }, (_, index) => aTeam({ id: `t${index}` }));
    expect(stripOf(teams, NOW, WIDTH).height).toBeGreaterThan(100);
    expect(stripOf([], NOW, WIDTH).height).toBe(55);
  });
});

describe('who is on', () => {
  it('are people of the rota, shift before on call', () =>
    expect(onDutyNow(fourTeams(), NOW)).toEqual({
      lines: [
        { key: 'br-l2', name: 'Rafael Monteiro', rest: 'Brazil L2 +2' },
        { key: 'us-l3', name: 'Dana Whitfield', rest: 'US L3, on call' },
      ],
      more: 0,
      gap: null,
    }));
  it('is the team where the rota names nobody', () =>
    expect(onDutyNow([aTeam({ rota: [] })], NOW).lines[0]).toMatchObject({ name: 'Brazil L2', rest: '3 people' }));
  it('may be nobody', () => expect(onDutyNow([aTeam({ shifts: [] })], NOW)).toEqual({ lines: [], more: 0, gap: null }));
  it('counts those that do not fit', () =>
    expect(
      onDutyNow(
        [1, 2, 3, 4].map((id) => aTeam({ id: `t${id}` })),
        NOW,
      ).more,
    ).toBe(2));
});

/** India alone works from 03:00 UTC, and both of its people are away; the L3 teams are not on call after 02:00. */
const bare = (): readonly TeamView[] =>
  fourTeams().map((team) =>
    team.id === 'in-l2'
      ? { ...team, leave: [{ person: 'ananya', from: '2026-11-18', to: '2026-11-18' }] }
      : team.id === 'us-l3'
        ? { ...team, onCall: [{ days: EVERY_DAY, from: 1080, to: 1260 }] }
        : team,
  );

describe('a gap in cover', () => {
  const strip = stripOf(bare(), MINUTE, WIDTH);
  it('is outlined on the lane of the team of which nobody is left, or over all lanes of the level', () => {
    // India is the second lane; US and Ukraine the third and fourth.
    expect(strip.gaps.map(({ y, height, on }) => [y, height, on])).toEqual([
      [30, 24, false],
      [17, 11, false],
    ]);
    const [first, second] = strip.gaps;
    expect(first?.x).toBeCloseTo(at(Date.UTC(2026, 10, 18, 2)), 0);
    expect(second?.x).toBeCloseTo(at(Date.UTC(2026, 10, 18, 3)), 0);
  });
  it('is told on its lanes, with who is away', () => {
    const [brazil, india, us, ukraine] = strip.lanes.map(({ hint }) => hint);
    expect(brazil).not.toContain('Nobody');
    expect(india).toContain(
      'Nobody is left. Away: Ananya Iyer (on leave).\nNobody left on India L2 Wed 03:00 to 15:00 UTC: Ananya Iyer on leave.',
    );
    for (const hint of [us, ukraine]) expect(hint).toContain('\nNobody on L3 Wed 02:00 to 07:00 UTC.');
  });
  it('stands beside who is on shift, the first by its time, all in the hint', () =>
    expect(onDutyNow(bare(), NOW).gap).toEqual({
      text: 'Gap 02:00',
      hint: 'Nobody on L3 Wed 02:00 to 07:00 UTC.\nNobody left on India L2 Wed 03:00 to 15:00 UTC: Ananya Iyer on leave.',
    }));
  it('is a line of its own while it lasts', () => {
    const then = onDutyNow(bare(), Date.UTC(2026, 10, 18, 3, 30));
    expect(then.lines).toEqual([
      { key: 'in-l2', name: 'India L2', rest: 'nobody left' },
      { key: 'L3', name: 'Nobody on L3', rest: 'until 07:00 UTC' },
    ]);
    expect(then.gap?.text).toBe('Gap now');
  });
  it('is closed by who says to be on duty', () => {
    const [from, to] = [Date.UTC(2026, 10, 18, 2), Date.UTC(2026, 10, 18, 15)];
    const say = (team: string, person: string): DutyEntry => ({
      id: person,
      by: person,
      at: from,
      kind: 'on-duty',
      team,
      person,
      from,
      to,
    });
    const entries = [say('in-l2', 'ananya'), say('us-l3', 'dana')];
    expect(stripOf(bare(), MINUTE, WIDTH, entries).gaps).toEqual([]);
    expect(onDutyNow(bare(), Date.UTC(2026, 10, 18, 3, 30), entries)).toEqual({
      lines: [
        { key: 'in-l2', name: 'Ananya Iyer', rest: 'India L2' },
        { key: 'us-l3', name: 'Dana Whitfield', rest: 'US L3' },
      ],
      more: 0,
      gap: null,
    });
  });
  it('of a weekend is outlined and told with its days', () => {
    const saturday = Date.UTC(2026, 10, 21, 12);
    const [, , us] = stripOf(fourTeams(), saturday, WIDTH).lanes;
    expect(us?.hint).toContain('Nobody on L3 now to 23:00 UTC.');
    expect(onDutyNow(fourTeams(), saturday).lines[1]).toMatchObject({ name: 'Nobody on L3', rest: 'until 23:00 UTC' });
  });
});

describe('the next handover', () => {
  it('is told in the zone of those who come', () =>
    expect(nextHandoverView(fourTeams(), MINUTE)).toEqual({
      id: null,
      overdue: false,
      progress: 'Not started',
      title: 'Next handover, Brazil L2 to India L2',
      figure: '1 h 18',
      unit: 'min',
      when: '08:30 IST, 03:00 UTC',
    }));
  it('in minutes and in days has its unit apart', () => {
    expect(nextHandoverView(fourTeams(), MINUTE + 58 * 60_000)).toMatchObject({ figure: '20', unit: 'min' });
    const weekly = [aTeam({ shifts: [{ days: [5], from: 540, to: 1020 }] }), aTeam({ id: 'in-l2', handsOverTo: null })];
    expect(nextHandoverView(weekly, MINUTE)).toMatchObject({
      figure: '2 d 18',
      unit: 'h',
      when: 'Fri 20 Nov, 17:00 BRT, 20:00 UTC',
    });
  });
  it('may not exist', () => expect(nextHandoverView([aTeam({ handsOverTo: null })], NOW)).toBeNull());
});
