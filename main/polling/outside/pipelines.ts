import { isActiveExecution, pipelineRun, type PipelineExecution } from '../../../shared/domain/outside/pipeline';
import { isActive, KEPT_AFTER_END } from '../../../shared/domain/outside/rules';
import type { OutsideRun } from '../../../shared/domain/outside/types';
import { MINUTE, type Ms } from '../../../shared/lib/time';
import type { ExecutionsPage, PipelinesPage } from '../parse/pipelines';
import type { AwsFailure } from '../ports';
import type { Outcome } from '../source-loop';
import { allPages, nothingReadable } from '../sweep/asker';
import { onlyFailure, outsideOutcome, type OutsideOptions, type OutsideSource } from './outside-source';
import { Refusals, endsSweep } from './refusals';

/** AWS lists up to so many pipelines a page. */
const PIPELINES_OF_A_PAGE = 1_000;
/** Executions a page: the first look goes far back, because an approval may be old; later ones look at what is new. */
const FIRST_LOOK = 100;
const LATER_LOOK = 25;
/** Pages of executions of one pipeline. */
const MOST_PAGES = 5;

/** There is no question about all pipelines at once: so many are looked into a sweep, and of these so many busy ones. */
export const MOST_A_SWEEP = 40;
const MOST_BUSY = 30;
const SIDE_BY_SIDE = 2;
/** P4: a quiet pipeline is looked into this often. */
const QUIET: Ms = 5 * MINUTE;
/** Jitter shortens an interval by a tenth; what is due within it is due. */
const NEARLY = 0.85;

interface Known {
  readonly runs: readonly OutsideRun[];
  /** By our clock; null: not in this run. */
  readonly askedAt: Ms | null;
}

type Listed = PipelinesPage['pipelines'][number];

/** CodePipeline of one account and region. It says of every pipeline on its own what runs in it, so it is asked by turns. */
export class PipelineSource implements OutsideSource {
  private readonly options: OutsideOptions;
  private readonly known = new Map<string, Known>();

  constructor(options: OutsideOptions) {
    this.options = options;
    for (const run of options.known) this.known.set(run.name, { runs: [...this.runsOf(run.name), run], askedAt: null });
  }

  async sweep(): Promise<Outcome> {
    const { asker, clock } = this.options;
    const listed = await allPages(
      (token) =>
        asker.ask('pipelines', 'ListPipelines', {
          maxResults: PIPELINES_OF_A_PAGE,
          ...(token !== null && { nextToken: token }),
        }),
      (page) => page.nextToken,
    );
    if (!listed.ok) return onlyFailure(listed.error);
    const pipelines = new Map<string, Listed>();
    for (const page of listed.value.value) for (const one of page.pipelines) pipelines.set(one.name, one);
    const notUnderstood = listed.value.value.flatMap((page) => page.notUnderstood);
    if (pipelines.size === 0 && notUnderstood.length > 0) return onlyFailure(nothingReadable('ListPipelines'));
    for (const name of [...this.known.keys()]) if (!pipelines.has(name)) this.known.delete(name);

    const now = listed.value.awsAt ?? clock.now();
    const due = this.due([...pipelines.values()], now);
    const looks = new Looks(notUnderstood);
    for (let from = 0; from < due.length && looks.end === null; from += SIDE_BY_SIDE)
      await Promise.all(due.slice(from, from + SIDE_BY_SIDE).map(({ name }) => this.look(name, now, looks)));
    return outsideOutcome(
      [...this.known.values()].flatMap(({ runs }) => runs),
      now,
      // Where each single one was refused, it was not about single ones.
      {
        failure: looks.end ?? (looks.good === 0 ? looks.first : null),
        awsAt: listed.value.awsAt,
        notUnderstood: looks.texts,
      },
    );
  }

  private runsOf(name: string): readonly OutsideRun[] {
    return this.known.get(name)?.runs ?? [];
  }

  /** Whether something runs in it, ran lately, or was changed lately: those are looked into with every sweep. */
  private isBusy({ name, updatedAt }: Listed, now: Ms): boolean {
    const lately = (at: Ms | null): boolean => at !== null && now - at <= KEPT_AFTER_END;
    return lately(updatedAt) || this.runsOf(name).some((run) => isActive(run) || lately(run.updatedAt));
  }

  /** The longest waiting first. Never asked ones come before quiet ones, and begin with those that were changed last. */
  private due(pipelines: readonly Listed[], now: Ms): readonly Listed[] {
    const waited = ({ name }: Listed): Ms => this.known.get(name)?.askedAt ?? -Infinity;
    const order = (a: Listed, b: Listed): number =>
      waited(a) === waited(b) ? (b.updatedAt ?? 0) - (a.updatedAt ?? 0) : waited(a) - waited(b);
    const isDue = (one: Listed): boolean => this.options.clock.now() - waited(one) >= QUIET * NEARLY;
    const busy = pipelines.filter((one) => this.isBusy(one, now)).sort(order);
    const quiet = pipelines.filter((one) => !this.isBusy(one, now) && isDue(one)).sort(order);
    const first = busy.slice(0, MOST_BUSY);
    const then = quiet.slice(0, MOST_A_SWEEP - first.length);
    return [...first, ...then, ...busy.slice(MOST_BUSY)].slice(0, MOST_A_SWEEP);
  }

  private async look(name: string, now: Ms, looks: Looks): Promise<void> {
    const { asker, clock, place } = this.options;
    const before = this.known.get(name);
    /** What was active must be found again, however far back it is by now. */
    const sought = new Set(this.runsOf(name).flatMap((run) => (isActive(run) ? [run.runId] : [])));
    const listed = await allPages(
      (token) =>
        asker.ask('executions', 'ListPipelineExecutions', {
          pipelineName: name,
          maxResults: before?.askedAt == null ? FIRST_LOOK : LATER_LOOK,
          ...(token !== null && { nextToken: token }),
        }),
      (page) => {
        for (const { id } of page.executions) sought.delete(id);
        return sought.size > 0 || reachesInto(page, now) ? page.nextToken : null;
      },
      MOST_PAGES,
    );
    if (!listed.ok) {
      // It was deleted since it was listed.
      if (listed.error.code === 'PipelineNotFoundException') this.known.delete(name);
      else looks.fail('ListPipelineExecutions', name, listed.error);
      return;
    }
    const executions = new Map<string, PipelineExecution>();
    for (const page of listed.value.value) {
      for (const one of page.executions) if (!executions.has(one.id)) executions.set(one.id, one);
      looks.notUnderstood(name, page.notUnderstood);
    }
    looks.good++;
    let stages = null;
    if ([...executions.values()].some(isActiveExecution)) {
      const state = await asker.ask('pipelineState', 'GetPipelineState', { name });
      if (state.ok) {
        stages = state.value.value.stages;
        looks.notUnderstood(name, state.value.value.notUnderstood);
      } else looks.fail('GetPipelineState', name, state.error);
    }
    const runs = [...executions.values()].flatMap((execution) => {
      const run = pipelineRun(place, name, execution, stages);
      if (run === null) looks.notUnderstood(name, [`${execution.id}, status ${execution.status}`]);
      return run ?? [];
    });
    const kept = runs.map((run) => (stages === null ? asKnown(run, this.runsOf(name)) : run));
    this.known.set(name, { runs: kept, askedAt: clock.now() });
  }
}

/** Whether the oldest of a page is young enough for the next page to matter. */
const reachesInto = ({ executions }: ExecutionsPage, now: Ms): boolean => {
  const at = executions.at(-1)?.updatedAt ?? null;
  return at !== null && now - at <= KEPT_AFTER_END;
};

/** Where the stages were not told this time, an active run stands where it last stood: an approval does not begin to run by that. */
function asKnown(run: OutsideRun, before: readonly OutsideRun[]): OutsideRun {
  const known = before.find(({ id }) => id === run.id);
  if (known === undefined || run.state !== 'running') return run;
  const { state, stage, waitingSince, summary } = known;
  return { ...run, state, stage, waitingSince, summary };
}

/** What a sweep over single pipelines comes to. */
class Looks {
  good = 0;
  /** Ends the sweep. */
  end: AwsFailure | null = null;
  first: AwsFailure | null = null;
  private readonly refusals = new Refusals();
  private readonly names: string[];

  constructor(notUnderstood: readonly string[]) {
    this.names = [...notUnderstood];
  }

  fail(operation: 'ListPipelineExecutions' | 'GetPipelineState', name: string, failure: AwsFailure): void {
    if (endsSweep(failure)) this.end ??= failure;
    else {
      if (operation === 'ListPipelineExecutions') this.first ??= failure;
      this.refusals.add(operation, name, failure);
    }
  }

  notUnderstood(pipeline: string, names: readonly string[]): void {
    for (const name of names) this.names.push(`${pipeline} (${name})`);
  }

  get texts(): readonly string[] {
    return [...this.names, ...this.refusals.texts];
  }
}
