import type { Alarm } from '../../shared/domain/alarms/types';
import { HOUR } from '../../shared/lib/time';
import { NOW } from './instants';

/** A metric alarm in OK since two hours. */
export const anAlarm = (over: Partial<Alarm> = {}): Alarm => ({
  name: 'retail-br-cpu',
  arn: `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${over.name ?? 'retail-br-cpu'}`,
  kind: 'metric',
  state: 'OK',
  since: NOW - 2 * HOUR,
  reason: 'Threshold not crossed',
  description: '',
  evaluationState: null,
  periodSeconds: 60,
  children: [],
  badge: null,
  ...over,
});

export const aComposite = (name: string, children: readonly string[], over: Partial<Alarm> = {}): Alarm =>
  anAlarm({ name, kind: 'composite', children, ...over });
