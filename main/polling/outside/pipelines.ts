import { isActiveExecution, pipelineRun, type PipelineExecution } from '../../../shared/domain/outside/pipeline';
import { isActive, KEPT_AFTER_END } from '../../../shared/domain/outside/rules';
import type { OutsideRun } from '../../../shared/domain/outside/types';
import { MINUTE, type Ms } from '../../../shared/lib/time';
import type { ExecutionsPage, PipelinesPage } from '../parse/pipelines';
import type { AwsFailure } from '../ports';
import type { Outcome } from '../source-loop';
import { allPages, nothingReadable } from '../sweep/asker';
import { onlyFailure, outsideOutcome, type OutsideOptions, type OutsideSource } from './outside-source';
import { endsSweep, refusalTexts, type Refusal } from './refusals';

const EXECUTIONS = 'ListPipelineExecutions';
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
  /** When it was last looked into, well or not, by our clock; null: not in this run. */
  readonly askedAt: Ms | null;
  /** Its runs were told in this run. */
  readonly isTold: boolean;
  /** What the last look could not have, and could not read: missing until the next one. */
  readonly refused: readonly Refusal[];
  readonly unread: readonly string[];
}
const NOTHING: Known = { runs: [], askedAt: null, isTold: false, refused: [], unread: [] };

type Listed = PipelinesPage['pipelines'][number];

/** CodePipeline of one account and region. It says of every pipeline on its own what runs in it, so it is asked by turns. */
export class PipelineSource implements OutsideSource {
  private readonly options: OutsideOptions;
  private readonly known = new Map<string, Known>();

  constructor(options: OutsideOptions) {
    this.options = options;
    for (const run of options.known)
      this.known.set(run.name, { ...NOTHING, runs: [...this.knownOf(run.name).runs, run] });
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
    let end: AwsFailure | null = null;
    for (let from = 0; from < due.length && end === null; from += SIDE_BY_SIDE) {
      const ends = await Promise.all(due.slice(from, from + SIDE_BY_SIDE).map(({ name }) => this.look(name, now)));
      end = ends.find((failure) => failure !== null) ?? null;
    }
    const known = [...this.known.values()];
    const waiting = [...pipelines.keys()].filter((name) => this.knownOf(name).askedAt === null).length;
    const waitingText = `${waiting} of ${pipelines.size} pipelines`;
    return outsideOutcome(
      known.flatMap(({ runs }) => runs),
      now,
      {
        failure:
          end === null || waiting === 0
            ? (end ?? this.refusedEverywhere())
            : { ...end, reason: `${end.reason}; ${waitingText} were not looked into yet` },
        awsAt: listed.value.awsAt,
        notUnderstood: [
          ...(waiting === 0 ? [] : [`${waitingText} (not looked into yet)`]),
          ...notUnderstood,
          ...refusalTexts(known.flatMap(({ refused }) => refused)),
          ...known.flatMap(({ unread }) => unread),
        ],
      },
    );
  }

  private knownOf(name: string): Known {
    return this.known.get(name) ?? NOTHING;
  }

  /** Where each single one was refused, it was not about single ones. */
  private refusedEverywhere(): AwsFailure | null {
    const asked = [...this.known.values()].filter(({ askedAt }) => askedAt !== null);
    const refusals = asked.map(({ refused }) => refused.find(({ operation }) => operation === EXECUTIONS));
    return refusals.every((one) => one !== undefined) ? (refusals[0]?.failure ?? null) : null;
  }

  /** Whether something runs in it, ran lately, or was changed lately: those are looked into with every sweep. */
  private isBusy({ name, updatedAt }: Listed, now: Ms): boolean {
    const lately = (at: Ms | null): boolean => at !== null && now - at <= KEPT_AFTER_END;
    return lately(updatedAt) || this.knownOf(name).runs.some((run) => isActive(run) || lately(run.updatedAt));
  }

  /** The longest waiting first. Never asked ones come before quiet ones, and begin with those that were changed last. */
  private due(pipelines: readonly Listed[], now: Ms): readonly Listed[] {
    const { clock, once } = this.options;
    const waited = ({ name }: Listed): Ms => this.knownOf(name).askedAt ?? -Infinity;
    const order = (a: Listed, b: Listed): number =>
      waited(a) === waited(b) ? (b.updatedAt ?? 0) - (a.updatedAt ?? 0) : waited(a) - waited(b);
    const isRefused = this.refusedEverywhere() !== null;
    const isDue = (one: Listed): boolean => isRefused || clock.now() - waited(one) >= QUIET * NEARLY;
    const busy = pipelines.filter((one) => this.isBusy(one, now)).sort(order);
    const quiet = pipelines.filter((one) => !this.isBusy(one, now) && isDue(one)).sort(order);
    if (once) return [...busy, ...quiet];
    const first = busy.slice(0, MOST_BUSY);
    const then = quiet.slice(0, MOST_A_SWEEP - first.length);
    return [...first, ...then, ...busy.slice(MOST_BUSY)].slice(0, MOST_A_SWEEP);
  }

  /** Says what ends the sweep. */
  private async look(name: string, now: Ms): Promise<AwsFailure | null> {
    const { asker, clock, place } = this.options;
    const before = this.knownOf(name);
    /** What was active must be found again, however far back it is by now. */
    const sought = new Set(before.runs.flatMap((run) => (isActive(run) ? [run.runId] : [])));
    const listed = await allPages(
      (token) =>
        asker.ask('executions', EXECUTIONS, {
          pipelineName: name,
          maxResults: before.isTold ? LATER_LOOK : FIRST_LOOK,
          ...(token !== null && { nextToken: token }),
        }),
      (page) => {
        for (const { id } of page.executions) sought.delete(id);
        return sought.size > 0 || reachesInto(page, now) ? page.nextToken : null;
      },
      MOST_PAGES,
    );
    if (!listed.ok) {
      const failure = listed.error;
      if (endsSweep(failure)) return failure;
      // It was deleted since it was listed.
      if (failure.code === 'PipelineNotFoundException') this.known.set(name, { ...NOTHING, askedAt: clock.now() });
      else {
        const refused: readonly Refusal[] = [{ operation: EXECUTIONS, name, failure }];
        this.known.set(name, { ...before, askedAt: clock.now(), refused });
      }
      return null;
    }
    const executions = new Map<string, PipelineExecution>();
    const unread: string[] = [];
    for (const page of listed.value.value) {
      for (const one of page.executions) if (!executions.has(one.id)) executions.set(one.id, one);
      unread.push(...page.notUnderstood);
    }
    const active = [...executions.values()].some(isActiveExecution);
    const state = active ? await asker.ask('pipelineState', 'GetPipelineState', { name }) : null;
    const stages = state?.ok === true ? state.value.value.stages : null;
    if (state?.ok === true) unread.push(...state.value.value.notUnderstood);
    const failure = state?.ok === false ? state.error : null;
    const runs = [...executions.values()].flatMap((execution) => {
      const run = pipelineRun(place, name, execution, stages);
      if (run === null) unread.push(`${execution.id}, status ${execution.status}`);
      return run ?? [];
    });
    const ends = failure !== null && endsSweep(failure);
    this.known.set(name, {
      runs: runs.map((run) => (stages === null ? asKnown(run, before.runs) : run)),
      askedAt: clock.now(),
      isTold: true,
      refused: failure === null || ends ? [] : [{ operation: 'GetPipelineState', name, failure }],
      unread: unread.map((what) => `${name} (${what})`),
    });
    return ends ? failure : null;
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
