import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { KeptBoard } from '../../main/engine/board';
import { pictureOfKept } from '../../main/engine/kept-board';
import { applyPatch } from '../../shared/domain/snapshot/patch';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { failure } from '../fakes/aws';
import { createFakeStore } from '../fakes/fake-store';
import { NOW, aMetric, aSignal, aSite, aWorkspace } from '../polling/builders';
import { alarmsOf, startRig, stopRig, type Rig } from './rig';

const critical = { kind: 'absolute', value: 20 } as const;
const workspace = aWorkspace([
  aSite('br', { aws: new Set(['EC2']), signals: [aSignal('p95', { critical })] }),
  aSite('us', {
    region: 'us-east-1',
    aws: new Set(['EC2']),
    signals: [
      aSignal('fine', { critical, region: 'us-east-1' }),
      // Only its silence may count as ok, as long as the other proves traffic (S5).
      aSignal('sparse', {
        critical,
        region: 'us-east-1',
        missing: 'ok',
        question: { kind: 'metric', metric: aMetric('sparse'), scale: 1 },
      }),
    ],
  }),
  // Never answers.
  aSite('in', { region: 'ap-south-1', signals: [aSignal('silent', { critical, region: 'ap-south-1' })] }),
]);

/** A run of `length` with everything a picture can hold, and with a failure at its end. */
async function aRun(
  length: Ms,
): Promise<{ readonly store: Rig['store']; readonly kept: KeptBoard; readonly ended: Ms }> {
  const store = createFakeStore(() => NOW);
  const rig = startRig(workspace, {
    store,
    prepare: (aws) => {
      aws.hasMetric('p95', 30);
      aws.hasMetric('fine', 1);
      aws.answers('DescribeAlarms', alarmsOf(['cpu', 'ALARM'], ['disk', 'OK']));
      aws.answers('DescribeEvents', {
        events: [
          {
            arn: 'arn:maintenance',
            service: 'EC2',
            eventTypeCategory: 'scheduledChange',
            region: 'sa-east-1',
            statusCode: 'upcoming',
            startTime: (NOW + HOUR) / SECOND,
            endTime: (NOW + 2 * HOUR) / SECOND,
          },
          {
            arn: 'arn:issue',
            service: 'EC2',
            eventTypeCategory: 'issue',
            region: 'us-east-1',
            statusCode: 'open',
            startTime: (NOW - HOUR) / SECOND,
          },
        ],
      });
      aws.fails('GetMetricData', failure('denied', 'no'), 'ap-south-1');
      aws.fails('DescribeAlarms', failure('denied', 'no'), 'ap-south-1');
    },
  });
  await rig.clock.advance(length);
  const item = rig.engine.snapshot().attention[0];
  if (item !== undefined) await rig.engine.handle('attention.acknowledge', { key: item.key });
  const ended = rig.clock.now();
  await stopRig(rig);
  // Over a file, as a start reads it.
  return { store, kept: deserialize(serialize(rig.engine.keep())) as KeptBoard, ended };
}

/** What an engine shows that recalls the store. */
function recalled(store: Rig['store'], at: Ms) {
  return startRig(workspace, { store, at }).first;
}

describe('a picture of what the last run kept', () => {
  it.each([
    ['at once', 0],
    ['while sources are live', 30 * SECOND],
    ['while sources are late', 150 * SECOND],
    ['when they are just blind', 4 * MINUTE],
    ['while what was worse is held', 12 * MINUTE],
    ['when its hold is over', 25 * MINUTE],
    ['when a maintenance has begun', HOUR + MINUTE],
    ['when it is over', 3 * HOUR],
    ['the next day', DAY],
    ['after a week', 7 * DAY],
    ['after the clock was set back', -2 * HOUR],
  ] as const)('is the one an engine makes of the store, %s', async (_when, later) => {
    const { store, kept, ended } = await aRun(6 * MINUTE + SECOND);
    const picture = pictureOfKept(kept, ended + later);
    expect(picture).toEqual(recalled(store, ended + later));
    // Not two empty pictures.
    expect(picture.sites.find(({ id }) => id === 'br')?.dataAt).not.toBeNull();
    expect(picture.restoring).toBe(true);
  });

  it('ages: what was critical becomes unknown, and says what it was', async () => {
    const { kept, ended } = await aRun(6 * MINUTE + SECOND);
    const statusAt = (at: Ms) => pictureOfKept(kept, at).sites.find(({ id }) => id === 'br');
    expect(statusAt(ended)).toMatchObject({ status: 'critical', blind: false });
    expect(statusAt(ended + 10 * MINUTE)).toMatchObject({ status: 'critical', blind: true });
    expect(statusAt(ended + 2 * HOUR)).toMatchObject({ status: 'unknown', blind: true, was: { status: 'critical' } });
  });

  it('an engine goes on from the picture that is shown: its first patch says what the clock changed, and no more', async () => {
    const { store, kept, ended } = await aRun(6 * MINUTE + SECOND);
    const shown = pictureOfKept(kept, ended + 150 * SECOND);
    const same = startRig(workspace, { store, at: ended + 150 * SECOND, shown });
    expect(same.first).toBe(shown);
    const later = startRig(workspace, { store, at: ended + 4 * MINUTE, shown, prepare: (aws) => aws.unplug() });
    await later.clock.advance(SECOND);
    const [first] = later.patches;
    expect(first?.patch.seq).toBe(shown.seq + 1);
    expect(applyPatch(shown, first!.patch).sites.find(({ id }) => id === 'br')).toMatchObject({ blind: true });
  });
});
