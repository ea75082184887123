import { setMaxListeners } from 'node:events';
import type { SignIn } from '../../shared/domain/sources/sign-in';
import { isStatusApi, sourceId, type SourceId, type SourceState } from '../../shared/domain/sources/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import type { Clock } from '../../shared/lib/clock';
import { err } from '../../shared/lib/result';
import { SECOND, type Ms } from '../../shared/lib/time';
import { askBuckets, type BucketAnswer, type BucketWish } from './buckets';
import { inlineDecoder, type Decoder } from './decode/decoder';
import { besideDelay, promisedSeconds } from './pacing';
import { planOf, type PlannedSource } from './plan';
import { createOwnAccount, type OwnAccount } from './own-account';
import type { AwsPort } from './ports';
import { SourceLoop } from './source-loop';
import { createAsker, type Asker, type Usage } from './sweep/asker';
import type { PollUpdate } from './updates';
import { workOf, type WorkOptions } from './work';

/** P1: whole call 15 s, retries included. */
const CALL: Ms = 15 * SECOND;
/** P7: how often the poller looks whether the clock went on without it. */
const BEAT: Ms = 15 * SECOND;

export interface PollerOptions extends WorkOptions {
  readonly workspace: Workspace;
  readonly aws: AwsPort;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Left out: everything is decoded inline. It is not closed with the poller. */
  readonly decoder?: Decoder;
  readonly onUpdate: (update: PollUpdate) => void;
  /** Of every account at the start, and anew when the credentials of its profile change. */
  readonly onSignIn?: (signIn: SignIn) => void;
  /** Time of one call; with `once` the time of the whole run. */
  readonly callTimeoutMs?: number;
}

export interface Poller {
  /** Ends calls that run and timers that wait; no update comes after it. */
  stop(): Promise<void>;
  /** Asks one source, or all, at once. Says how many were not being asked already. */
  retry(source: SourceId | null): number;
  /** P4: since when everything of one account and region is calm; null while it is not. */
  setCalm(account: string, region: string, since: Ms | null): void;
  /**
   * Buckets of named signals, by `site/signal`: asked once, beside the sweeps, where a metric is billed for every call that names
   * it (P5). Never fails as a whole: each signal says why it has none. A source that does not answer now is not asked.
   */
  buckets(wishes: readonly BucketWish[]): Promise<ReadonlyMap<string, BucketAnswer>>;
  /** The state of every source, whether it was asked yet or not. */
  sources(): readonly SourceState[];
  /** The first sweep of every source that a status needs, and the history it needs, are over, well or not. */
  readonly firstSweepDone: Promise<void>;
}

/** Starts polling everything the workspace needs: one loop for every source, none waiting for another (P1). */
export function startPoller(options: PollerOptions): Poller {
  const { workspace, aws, clock, random, decoder = inlineDecoder, once = false } = options;
  const timeout = options.callTimeoutMs ?? CALL;
  const startedAt = clock.now();
  const stopping = new AbortController();
  // Every call listens to it; Node would take that for a leak.
  setMaxListeners(0, stopping.signal);
  const calm = new Map<string, Ms>();
  const loops = new Map<SourceId, SourceLoop>();
  let stopped = false;
  const emit = (update: PollUpdate): void => {
    if (!stopped) options.onUpdate(update);
  };

  const deadline = (): Ms => (once ? startedAt : clock.now()) + timeout;
  // By profile: what one worker found out of it, another of the same profile knows.
  const owners = new Map<string, OwnAccount>();
  const ownOf = ({ profile, key }: PlannedSource): OwnAccount => {
    const target = { account: key.account, profile, region: key.region };
    const own = owners.get(profile) ?? createOwnAccount(aws, target, deadline);
    owners.set(profile, own);
    return own;
  };

  const askerFor = (planned: PlannedSource, usageOf: (usage: Usage) => void, ends: () => Ms = deadline): Asker =>
    createAsker({
      aws,
      target: { account: planned.key.account, profile: planned.profile, region: planned.key.region },
      clock,
      decoder,
      deadline: ends,
      signal: stopping.signal,
      onUsage: usageOf,
    });

  const plan = planOf(workspace, { mutes: options.mutes !== undefined, outside: options.outside !== undefined });
  for (const planned of plan) {
    const { account, region, api } = planned.key;
    const place = `${account}/${region}`;
    const asker = askerFor(planned, (usage) => emit({ kind: 'usage', source: loop.state, usage }));
    const work = workOf(planned, asker, ownOf(planned), options, () =>
      loops.get(`${place}/GetMetricData`)?.poke('alarm'),
    );
    const loop: SourceLoop = new SourceLoop({
      key: planned.key,
      clock,
      random,
      once,
      promised: () =>
        promisedSeconds(
          {
            api,
            production: planned.production,
            shortestPeriodSeconds: work.shortestPeriodSeconds,
            calmSince: calm.get(place) ?? null,
          },
          clock.now(),
        ),
      sweep: work.sweep,
      ...(work.history === null
        ? {}
        : {
            afterSweep: async () => {
              const signals = await work.history?.();
              if (signals != null) emit({ kind: 'signals', source: loop.state, signals });
            },
          }),
      emit,
    });
    loops.set(loop.id, loop);
  }

  const all = [...loops.values()];
  const aside = new Set<Promise<unknown>>();

  /** P1: each account and region by itself, all of it within the time of one call. */
  async function bucketsOf(
    planned: PlannedSource,
    wishes: readonly BucketWish[],
  ): Promise<ReadonlyMap<string, BucketAnswer>> {
    const state = loops.get(sourceId(planned.key))?.state;
    const reason = state?.failure?.reason ?? (state?.lastGoodAt == null ? 'its source has not answered yet' : null);
    if (state === undefined || reason !== null)
      return new Map(wishes.map(({ key }) => [key, err(reason ?? 'it is not asked')]));
    const ends = clock.now() + timeout;
    const asker = askerFor(
      planned,
      (usage) => emit({ kind: 'usage', source: state, usage, aside: true }),
      () => ends,
    );
    const ahead = (state.lastGoodAwsAt ?? 0) - (state.lastGoodAt ?? 0);
    const watched = new Map(planned.watched.map((one) => [one.key, one]));
    return askBuckets(asker, watched, wishes, clock.now() + ahead);
  }

  const profiles = profilesOf(workspace);
  /** Of one profile, for all its accounts. */
  const tellSignIn = async (profile: string): Promise<void> => {
    const end = await aws.signInEnd(profile);
    for (const account of profiles.get(profile) ?? []) if (!stopped) options.onSignIn?.({ account, profile, ...end });
  };
  const signInsTold = Promise.all([...profiles.keys()].map(tellSignIn));
  const stopListening = once
    ? []
    : listen(profiles, aws, all, (profile) => {
        owners.get(profile)?.forget();
        void tellSignIn(profile);
      });
  const stopBeating = once ? () => undefined : beat(clock, all);
  const needed = all.filter((loop) => isStatusApi(loop.state.api));
  for (const loop of needed) loop.start();
  // Who asks once waits for all of it; a window is not kept waiting by what it does not need.
  const beside = all.filter((loop) => !isStatusApi(loop.state.api));
  for (const loop of beside)
    if (once) loop.start();
    else loop.startIn(besideDelay(random));

  return {
    async stop() {
      stopped = true;
      stopBeating();
      for (const stop of stopListening) stop();
      stopping.abort();
      await Promise.all(all.map((loop) => loop.stop()));
      await Promise.allSettled(aside);
    },
    retry: (source) => all.filter((loop) => (source === null || loop.id === source) && loop.poke('retry')).length,
    setCalm(account, region, since) {
      if (since === null) calm.delete(`${account}/${region}`);
      else calm.set(`${account}/${region}`, since);
      loops.get(`${account}/${region}/GetMetricData`)?.repace();
    },
    async buckets(wishes) {
      const places = plan.flatMap((planned) => {
        const own = wishes.filter(({ key }) => planned.watched.some((one) => one.key === key));
        return own.length === 0 ? [] : [bucketsOf(planned, own)];
      });
      const asked = Promise.all(places);
      aside.add(asked);
      const answers = await asked.finally(() => aside.delete(asked));
      const found = new Map(answers.flatMap((of) => [...of]));
      return new Map(wishes.map(({ key }) => [key, found.get(key) ?? err('no site of the workspace has it')]));
    },
    sources: () => all.map((loop) => loop.state),
    firstSweepDone: Promise.all([signInsTold, ...(once ? all : needed).map((loop) => loop.first)]).then(
      () => undefined,
    ),
  };
}

/** Accounts by the profile they are asked with. */
function profilesOf({ accounts }: Workspace): ReadonlyMap<string, readonly string[]> {
  const profiles = new Map<string, string[]>();
  for (const { id, profile } of accounts.values()) profiles.set(profile, [...(profiles.get(profile) ?? []), id]);
  return profiles;
}

/** P6: sources that are signed out or denied are tried at once when the credentials of their profile changed. */
function listen(
  profiles: ReadonlyMap<string, readonly string[]>,
  aws: AwsPort,
  loops: readonly SourceLoop[],
  onChange: (profile: string) => void,
): readonly (() => void)[] {
  return [...profiles].map(([profile, accounts]) =>
    aws.onCredentialsChanged(profile, () => {
      onChange(profile);
      for (const loop of loops) {
        const kind = loop.state.failure?.kind;
        if (accounts.includes(loop.state.account) && (kind === 'signed-out' || kind === 'denied')) loop.poke('retry');
      }
    }),
  );
}

/** P7: a beat that comes late, or in the past, tells of sleep or of a clock that was set; long timers would notice much later. */
function beat(clock: Clock, loops: readonly SourceLoop[]): () => void {
  let cancel = (): void => undefined;
  const next = (): void => {
    const due = clock.now() + BEAT;
    cancel = clock.after(BEAT, () => {
      const late = Math.abs(clock.now() - due);
      for (const loop of loops) loop.jumped(late);
      next();
    });
  };
  next();
  return () => {
    cancel();
  };
}
