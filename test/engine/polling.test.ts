import { describe, expect, it } from 'vitest';
import { Board } from '../../main/engine/board';
import { pollingOnce, type Polling, type StartPolling } from '../../main/engine/polling';
import { sourceId } from '../../shared/domain/sources/types';
import { allSources } from '../../shared/domain/status/required';
import { demoWorkspace } from '../../main/simulator/demo-workspace';
import { scopeOf } from './rig';

const workspace = demoWorkspace();
const parts = { board: new Board(scopeOf(workspace)), onUpdate: () => undefined, onSignIn: () => undefined };

/** A way to AWS that opens when the test says so, and what was asked of the polling behind it. */
function wayToAws() {
  const words: string[] = [];
  let open: (start: StartPolling) => void = () => undefined;
  const opened = new Promise<StartPolling>((resolve) => {
    open = resolve;
  });
  const polling: Polling = {
    stop: async () => void words.push('stop'),
    retry: (source) => {
      words.push(`retry ${String(source)}`);
      return 7;
    },
    setCalm: (account, region, since) => void words.push(`calm ${account} ${region} ${String(since)}`),
    buckets: async (wishes) => {
      words.push(`buckets ${wishes.map(({ key }) => key).join()}`);
      return new Map();
    },
  };
  return {
    words,
    start: pollingOnce(opened),
    opens: async () => {
      open(() => {
        words.push('start');
        return polling;
      });
      await opened;
    },
  };
}

describe('polling that begins once it can', () => {
  it('starts when the way is open, with what was said to it meanwhile', async () => {
    const way = wayToAws();
    const polling = way.start(workspace, parts);
    polling.setCalm('prod', 'sa-east-1', 1);
    polling.setCalm('prod', 'sa-east-1', null);
    expect(way.words).toEqual([]);
    await way.opens();
    expect(way.words).toEqual(['start', 'calm prod sa-east-1 null']);
    polling.setCalm('prod', 'us-east-1', 5);
    expect(polling.retry(null)).toBe(7);
    await polling.stop();
    expect(way.words.slice(2)).toEqual(['calm prod us-east-1 5', 'retry null', 'stop']);
  });

  it('says before that which sources will be asked as soon as it begins', () => {
    const polling = wayToAws().start(workspace, parts);
    const sources = allSources(workspace).map(sourceId);
    expect(polling.retry(null)).toBe(sources.length);
    expect(polling.retry(sources[0] ?? null)).toBe(1);
  });

  it('says of buckets that nobody is asked yet, and asks once it can', async () => {
    const way = wayToAws();
    const polling = way.start(workspace, parts);
    const wish = { key: 'br-prod/p95', from: 0, to: 1 };
    expect(await polling.buckets([wish])).toEqual(
      new Map([['br-prod/p95', { ok: false, error: 'AWS is not asked yet' }]]),
    );
    await way.opens();
    await polling.buckets([wish]);
    expect(way.words).toEqual(['start', 'buckets br-prod/p95']);
  });

  it('never begins after its stop', async () => {
    const way = wayToAws();
    const polling = way.start(workspace, parts);
    await polling.stop();
    await way.opens();
    expect(way.words).toEqual([]);
  });
});
