import type { MuteRule, MuteSchedule, PlacedMuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Ms } from '../../shared/lib/time';

export const aSchedule = (expression: string, duration: Ms, timeZone = 'UTC'): MuteSchedule => ({
  expression,
  duration,
  timeZone,
});

const arnOf = (name: string): string => `arn:aws:cloudwatch:sa-east-1:111122223333:alarm-mute-rule:${name}`;

export const aMuteRule = (over: Partial<MuteRule> = {}): MuteRule => ({
  arn: arnOf(over.name ?? 'nightly'),
  name: 'nightly',
  alarms: ['a'],
  active: false,
  schedule: aSchedule('cron(0 2 * * *)', 2 * 3_600_000),
  from: null,
  until: null,
  updatedAt: Date.parse('2026-11-01T00:00Z'),
  ...over,
});

export const aPlacedRule = (over: Partial<PlacedMuteRule> = {}): PlacedMuteRule => ({
  ...aMuteRule(over),
  account: 'prod',
  region: 'sa-east-1',
  ...over,
});
