import type { Deployment } from '../../../shared/domain/outside/deployment';
import { err, ok, type Result } from '../../../shared/lib/result';
import { bounded, instantOf, isFields, listOf, nameOf, textOf, tokenOf, type Fields } from './fields';

/** One page of ListDeployments: names only. */
export interface DeploymentIdsPage {
  readonly ids: readonly string[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

/** BatchGetDeployments. */
export interface DeploymentsPage {
  readonly deployments: readonly Deployment[];
  readonly notUnderstood: readonly string[];
}

export function parseDeploymentIds(answer: Fields): Result<DeploymentIdsPage, string> {
  const list = listOf(answer['deployments']);
  if (list === 'no list') return err('deployments is not a list');
  if (list === null) return err('no deployments in it');
  const notUnderstood: string[] = [];
  const ids = bounded(list, 'deployments', notUnderstood).flatMap((item, index) => {
    const id = nameOf(item);
    if (id === null) notUnderstood.push(`deployments[${index}]`);
    return id ?? [];
  });
  return ok({ ids, nextToken: tokenOf(answer['nextToken']), notUnderstood });
}

export function parseDeployments(answer: Fields): Result<DeploymentsPage, string> {
  const list = listOf(answer['deploymentsInfo']);
  if (list === 'no list') return err('deploymentsInfo is not a list');
  if (list === null) return err('no deploymentsInfo in it');
  const notUnderstood: string[] = [];
  const deployments = bounded(list, 'deploymentsInfo', notUnderstood).flatMap((item, index) => {
    const deployment = deploymentOf(item);
    if (deployment !== null) return [deployment];
    notUnderstood.push((isFields(item) ? nameOf(item['deploymentId']) : null) ?? `deploymentsInfo[${index}]`);
    return [];
  });
  return ok({ deployments, notUnderstood });
}

function deploymentOf(item: unknown): Deployment | null {
  if (!isFields(item)) return null;
  const id = nameOf(item['deploymentId']);
  const application = nameOf(item['applicationName']);
  const status = nameOf(item['status']);
  if (id === null || application === null || status === null) return null;
  const rollback = fieldsOf(item['rollbackInfo']);
  const trouble = fieldsOf(item['errorInformation']);
  const words = [nameOf(trouble['code']), textOf(trouble['message'])].filter((word) => word !== null && word !== '');
  return {
    id,
    application,
    group: nameOf(item['deploymentGroupName']),
    status,
    createdAt: instantOf(item['createTime']),
    startedAt: instantOf(item['startTime']),
    completedAt: instantOf(item['completeTime']),
    creator: nameOf(item['creator']),
    description: textOf(item['description']) || null,
    trouble: words.length === 0 ? null : words.join(': '),
    revision: revisionOf(fieldsOf(item['revision'])),
    rollbackOf: nameOf(rollback['rollbackTriggeringDeploymentId']),
    overview: overviewOf(item['deploymentOverview']),
  };
}

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Where the code comes from: a commit, a file with its version. What an AppSpec says inline has no name but its hash. */
function revisionOf(revision: Fields): string | null {
  const hub = fieldsOf(revision['gitHubLocation']);
  const repository = nameOf(hub['repository']);
  if (repository !== null) return [repository, nameOf(hub['commitId'])].filter((part) => part !== null).join('@');
  const file = fieldsOf(revision['s3Location']);
  const key = nameOf(file['key']);
  if (key !== null) {
    const version = nameOf(file['version']);
    return `s3://${nameOf(file['bucket']) ?? ''}/${key}${version === null ? '' : `@${version}`}`;
  }
  return nameOf(fieldsOf(revision['appSpecContent'])['sha256']) ?? nameOf(fieldsOf(revision['string'])['sha256']);
}

const ENDED = ['Succeeded', 'Failed', 'Skipped'];
const ALL = [...ENDED, 'Pending', 'InProgress', 'Ready'];

function overviewOf(item: unknown): Deployment['overview'] {
  if (!isFields(item)) return null;
  const sum = (names: readonly string[]): number =>
    names.reduce((all, name) => {
      const count = item[name];
      return all + (typeof count === 'number' && Number.isFinite(count) && count > 0 ? count : 0);
    }, 0);
  const all = sum(ALL);
  return all === 0 ? null : { ended: sum(ENDED), all };
}
