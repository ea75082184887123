import { expect, test } from 'vitest';
import { isInUse } from '../../../shared/domain/handover/boundary';
import { DAY, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { fourZones } from '../../builders/rota';

const brazil = fourZones().find(({ id }) => id === 'br');
if (brazil === undefined) throw new Error('there is no team br');

test.each<readonly [string, string, string, number, boolean]>([
  ['handed over the day before', 'br', 'in', NOW - DAY, true],
  ['took over the day before', 'in', 'br', NOW - DAY, true],
  ['handed over eight days before', 'br', 'in', NOW - 8 * DAY, true],
  ['handed over longer ago', 'br', 'in', NOW - 8 * DAY - MINUTE, false],
  ['of this very end', 'br', 'in', NOW, false],
  ['of a later end: the screen of the one who takes over', 'in', 'br', NOW + DAY / 2, false],
  ['of other teams', 'us', 'ua', NOW - DAY, false],
])('H1 a team that %s is reminded of an end without a draft: %s to %s at %i, %s', (_, from, to, at, inUse) => {
  expect(isInUse([{ from, to, at }], { from: brazil, at: NOW })).toBe(inUse);
  expect(isInUse([], { from: brazil, at: NOW })).toBe(false);
});
