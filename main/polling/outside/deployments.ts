import { ACTIVE_DEPLOYMENTS, deploymentRun, type Deployment } from '../../../shared/domain/outside/deployment';
import { isActive, isKept, KEPT_AFTER_END } from '../../../shared/domain/outside/rules';
import type { OutsideRun } from '../../../shared/domain/outside/types';
import type { Result } from '../../../shared/lib/result';
import { MINUTE, type Ms } from '../../../shared/lib/time';
import type { DeploymentIdsPage } from '../parse/deployments';
import type { AwsFailure } from '../ports';
import type { Outcome } from '../source-loop';
import { allPages, nothingReadable, type Pages } from '../sweep/asker';
import { onlyFailure, outsideOutcome, sawHappen, type OutsideOptions, type OutsideSource } from './outside-source';

/** P2: BatchGetDeployments takes so many ids. */
const BATCH = 25;
/** Short deployments begin and end between two sweeps: what was created in the last day is listed this often. */
const LATELY: Ms = 5 * MINUTE;
const NEARLY = 0.85;
/** A status that older partitions do not know. */
const NEW_STATUS = 'Baking';

type Question = Readonly<Record<string, unknown>>;

/** CodeDeploy of one account and region: names of what is active, then the details of those and of what was just active. */
export class DeploymentSource implements OutsideSource {
  private readonly options: OutsideOptions;
  private readonly runs = new Map<string, OutsideRun>();
  private oldStatuses = false;
  private lateAt: Ms | null = null;
  /** When it was last known what is active, by AWS's clock. */
  private lookedAt: Ms | null = null;

  constructor(options: OutsideOptions) {
    this.options = options;
    for (const run of options.known) this.runs.set(run.runId, run);
  }

  async sweep(): Promise<Outcome> {
    const { clock } = this.options;
    const active = await this.askActive();
    if (!active.ok) return onlyFailure(active.error);
    const now = active.value.awsAt ?? clock.now();
    const ids = idsOf(active.value.value);
    const notUnderstood = active.value.value.flatMap((page) => page.notUnderstood);
    if (ids.size === 0 && notUnderstood.length > 0) return onlyFailure(nothingReadable('ListDeployments'));

    const wanted = new Set(ids);
    // What is no longer active has an end to tell.
    for (const run of this.runs.values()) if (isActive(run)) wanted.add(run.runId);
    let failure: AwsFailure | null = null;
    if (this.lateAt === null || clock.now() - this.lateAt >= LATELY * NEARLY) {
      const lately = await this.list({ createTimeRange: { start: new Date(now - KEPT_AFTER_END) } });
      if (lately.ok) {
        this.lateAt = clock.now();
        notUnderstood.push(...lately.value.value.flatMap((page) => page.notUnderstood));
        // What ended stays as it is.
        for (const id of idsOf(lately.value.value)) if (!this.runs.has(id)) wanted.add(id);
      } else failure = lately.error;
    }
    const details = await this.details([...wanted], ids, now);
    if (details.failure === null) this.lookedAt = now;
    for (const [id, run] of this.runs) if (!isKept(run, now)) this.runs.delete(id);
    return outsideOutcome(this.runs.values(), now, {
      failure: failure ?? details.failure,
      awsAt: active.value.awsAt,
      notUnderstood: [...notUnderstood, ...details.notUnderstood],
    });
  }

  private async askActive(): Promise<Result<Pages<DeploymentIdsPage>, AwsFailure>> {
    const statuses = (): readonly string[] =>
      this.oldStatuses ? ACTIVE_DEPLOYMENTS.filter((status) => status !== NEW_STATUS) : ACTIVE_DEPLOYMENTS;
    const found = await this.list({ includeOnlyStatuses: statuses() });
    if (found.ok || this.oldStatuses || found.error.code !== 'InvalidDeploymentStatusException') return found;
    this.oldStatuses = true;
    return this.list({ includeOnlyStatuses: statuses() });
  }

  private list(question: Question): Promise<Result<Pages<DeploymentIdsPage>, AwsFailure>> {
    return allPages(
      (token) =>
        this.options.asker.ask('deploymentIds', 'ListDeployments', {
          ...question,
          ...(token !== null && { nextToken: token }),
        }),
      (page) => page.nextToken,
    );
  }

  private async details(
    wanted: readonly string[],
    active: ReadonlySet<string>,
    now: Ms,
  ): Promise<{ readonly failure: AwsFailure | null; readonly notUnderstood: readonly string[] }> {
    const notUnderstood: string[] = [];
    for (let from = 0; from < wanted.length; from += BATCH) {
      const deploymentIds = wanted.slice(from, from + BATCH);
      const answer = await this.options.asker.ask('deployments', 'BatchGetDeployments', { deploymentIds });
      if (!answer.ok) return { failure: answer.error, notUnderstood };
      const { deployments } = answer.value.value;
      notUnderstood.push(...answer.value.value.notUnderstood);
      const told = new Set(answer.value.value.notUnderstood);
      for (const deployment of deployments) {
        told.add(deployment.id);
        const run = deploymentRun(this.options.place, deployment, this.readySince(deployment, now));
        if (run === null) notUnderstood.push(`${deployment.id} (status ${deployment.status})`);
        else this.runs.set(deployment.id, run);
      }
      for (const id of deploymentIds) {
        if (told.has(id)) continue;
        // Listed and not told is a gap; what is not listed any more and not told either is gone.
        if (active.has(id)) notUnderstood.push(id);
        else this.runs.delete(id);
      }
    }
    return { failure: null, notUnderstood };
  }

  /** AWS does not say since when a deployment waits for its traffic: we know it where we saw it come to that. */
  private readySince({ id, status }: Deployment, now: Ms): Ms | null {
    const before = this.runs.get(id);
    if (status !== 'Ready' || before === undefined) return null;
    if (before.state === 'waiting-traffic') return before.waitingSince;
    return sawHappen(this.lookedAt, now) ? now : null;
  }
}

const idsOf = (pages: readonly DeploymentIdsPage[]): ReadonlySet<string> => new Set(pages.flatMap(({ ids }) => ids));
