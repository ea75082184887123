import { isActive, isKept } from '../../../shared/domain/outside/rules';
import { ACTIVE_STACKS, ENDED_STACKS, stackRuns } from '../../../shared/domain/outside/stack';
import type { OutsideRun } from '../../../shared/domain/outside/types';
import type { Result } from '../../../shared/lib/result';
import { MINUTE, type Ms } from '../../../shared/lib/time';
import type { StacksPage } from '../parse/stacks';
import type { AwsFailure } from '../ports';
import type { Outcome } from '../source-loop';
import { allPages, nothingReadable, type Pages } from '../sweep/asker';
import { onlyFailure, outsideOutcome, sawHappen, type OutsideOptions, type OutsideSource } from './outside-source';

/** Every stack of the region is on the list of those at rest: it is read when one came to rest, and else this often. */
const AT_REST: Ms = 15 * MINUTE;
const NEARLY = 0.85;
/** 100 stacks a page, 2,000 an account unless AWS was asked for more. */
const MOST_PAGES = 50;

/** CloudFormation of one account and region: operations on root stacks, nested ones within theirs. */
export class StackSource implements OutsideSource {
  private readonly options: OutsideOptions;
  /** Runs of the last answers by id. */
  private active: readonly OutsideRun[];
  private ended: readonly OutsideRun[];
  private restAt: Ms | null = null;
  /** When it was last known what is active, by AWS's clock. */
  private lookedAt: Ms | null = null;

  constructor(options: OutsideOptions) {
    this.options = options;
    this.active = options.known.filter(isActive);
    this.ended = options.known.filter((run) => !isActive(run));
  }

  async sweep(): Promise<Outcome> {
    const { clock, place } = this.options;
    const found = await this.list(ACTIVE_STACKS);
    if (!found.ok) return onlyFailure(found.error);
    const pages = found.value.value;
    const notUnderstood = pages.flatMap((page) => page.notUnderstood);
    const stacks = stacksOf(pages);
    if (stacks.length === 0 && notUnderstood.length > 0) return onlyFailure(nothingReadable('ListStacks'));
    const now = found.value.awsAt ?? clock.now();
    const moving = new Map(stackRuns(place, stacks).map((run) => [run.runId, run]));
    const rested = this.active.filter(({ runId }) => !moving.has(runId));

    let failure: AwsFailure | null = null;
    let unresolved: readonly OutsideRun[] = [];
    if (rested.length > 0 || this.restAt === null || clock.now() - this.restAt >= AT_REST * NEARLY) {
      const rest = await this.list(ENDED_STACKS);
      if (rest.ok) {
        this.restAt = clock.now();
        notUnderstood.push(...rest.value.value.flatMap((page) => page.notUnderstood));
        this.take(rest.value.value, rested, now);
      } else {
        failure = rest.error;
        // Nobody knows yet how they ended: they stand as they were, and are looked for again.
        unresolved = rested;
      }
    }
    this.active = [...moving.values(), ...unresolved];
    if (failure === null) this.lookedAt = now;
    return outsideOutcome([...this.active, ...this.ended], now, {
      failure,
      awsAt: found.value.awsAt,
      notUnderstood,
    });
  }

  /** Stacks at rest: each tells its last operation, but never when that ended. Where we saw it run a moment ago, it is now. */
  private take(pages: readonly StacksPage[], rested: readonly OutsideRun[], now: Ms): void {
    const roots = stacksOf(pages).filter(({ id, rootId }) => rootId === null || rootId === id);
    const ran = new Map(rested.map((run) => [run.runId, run]));
    const ended = new Map(this.ended.map((run) => [run.id, run]));
    const seen = sawHappen(this.lookedAt, now) ? now : null;
    for (const run of stackRuns(this.options.place, roots)) {
      const before = ran.get(run.runId);
      const mine: OutsideRun =
        before === undefined
          ? run
          : {
              ...run,
              id: before.id,
              startedAt: before.startedAt,
              updatedAt: seen ?? run.updatedAt,
              endedAt: run.endedAt ?? seen,
            };
      if (!ended.has(mine.id) && isKept(mine, now)) ended.set(mine.id, mine);
    }
    this.ended = [...ended.values()].filter((run) => isKept(run, now));
  }

  private list(statuses: readonly string[]): Promise<Result<Pages<StacksPage>, AwsFailure>> {
    return allPages(
      (token) =>
        this.options.asker.ask('stacks', 'ListStacks', {
          StackStatusFilter: statuses,
          ...(token !== null && { NextToken: token }),
        }),
      (page) => page.nextToken,
      MOST_PAGES,
    );
  }
}

/** A stack may change its place between pages: the later word about it is the newer one. */
const stacksOf = (pages: readonly StacksPage[]): StacksPage['stacks'] => [
  ...new Map(pages.flatMap(({ stacks }) => stacks).map((stack) => [stack.id, stack])).values(),
];
