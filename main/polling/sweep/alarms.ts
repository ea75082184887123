import type { Alarm } from '../../../shared/domain/alarms/types';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import type { AlarmsPage } from '../parse/alarms';
import type { AwsFailure } from '../ports';
import { allPages, nothingReadable, type Asker } from './asker';

/** P2: alarms are paged at 100, with all alarm types (without them AWS lists metric alarms only). */
const PAGE = 100;
const ALL_TYPES = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'];
const OLD_TYPES = ['MetricAlarm', 'CompositeAlarm'];

/** What is remembered between sweeps of one region. */
export interface AlarmMemory {
  /** An older partition refused LogAlarm once: it is not asked again. */
  oldTypes: boolean;
}

export interface AlarmSweep {
  readonly alarms: readonly Alarm[];
  readonly awsAt: Ms | null;
  readonly notUnderstood: readonly string[];
}

/** One sweep of the alarms of one account and region. */
export async function sweepAlarms(asker: Asker, memory: AlarmMemory): Promise<Result<AlarmSweep, AwsFailure>> {
  let pages = await askPages(asker, memory);
  if (
    !pages.ok &&
    pages.error.kind === 'validation' &&
    !memory.oldTypes &&
    /LogAlarm|AlarmTypes/i.test(pages.error.reason)
  ) {
    memory.oldTypes = true;
    pages = await askPages(asker, memory);
  }
  if (!pages.ok) return pages;
  // Alarms can change place between pages: the later word about a name is the newer one.
  const alarms = new Map<string, Alarm>();
  for (const page of pages.value.value) for (const alarm of page.alarms) alarms.set(alarm.arn, alarm);
  const notUnderstood = pages.value.value.flatMap((page) => page.notUnderstood);
  // P10: entries, and not one of them readable, are no answer.
  if (alarms.size === 0 && notUnderstood.length > 0) return err(nothingReadable('DescribeAlarms'));
  return ok({ alarms: [...alarms.values()], awsAt: pages.value.awsAt, notUnderstood });
}

const askPages = (asker: Asker, memory: AlarmMemory): ReturnType<typeof allPages<AlarmsPage>> =>
  allPages(
    (token) =>
      asker.ask('alarms', 'DescribeAlarms', {
        AlarmTypes: memory.oldTypes ? OLD_TYPES : ALL_TYPES,
        MaxRecords: PAGE,
        ...(token === null ? {} : { NextToken: token }),
      }),
    (page) => page.nextToken,
  );
