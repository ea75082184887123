import { isKnownStatus, type Stack } from '../../../shared/domain/outside/stack';
import { err, ok, type Result } from '../../../shared/lib/result';
import { bounded, instantOf, isFields, listOf, nameOf, textOf, tokenOf, type Fields } from './fields';

/** One page of ListStacks. */
export interface StacksPage {
  readonly stacks: readonly Stack[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

export function parseStacks(answer: Fields): Result<StacksPage, string> {
  const sent = answer['StackSummaries'];
  // An empty list is an empty element.
  const list = sent === '' ? [] : listOf(sent);
  if (list === 'no list') return err('StackSummaries is not a list');
  if (list === null) return err('no StackSummaries in it');
  const notUnderstood: string[] = [];
  const stacks = bounded(list, 'StackSummaries', notUnderstood).flatMap((item, index) => {
    const stack = stackOf(item);
    if (stack !== null && isKnownStatus(stack.status)) return [stack];
    const name = isFields(item) ? (nameOf(item['StackName']) ?? nameOf(item['StackId'])) : null;
    notUnderstood.push(
      stack === null ? (name ?? `StackSummaries[${index}]`) : `${stack.name} (status ${stack.status})`,
    );
    return [];
  });
  return ok({ stacks, nextToken: tokenOf(answer['NextToken']), notUnderstood });
}

function stackOf(item: unknown): Stack | null {
  if (!isFields(item)) return null;
  const id = nameOf(item['StackId']);
  const status = nameOf(item['StackStatus']);
  if (id === null || status === null) return null;
  return {
    id,
    name: nameOf(item['StackName']) ?? id.split('/')[1] ?? id,
    status,
    reason: textOf(item['StackStatusReason'])?.trim() || null,
    createdAt: instantOf(item['CreationTime']),
    updatedAt: instantOf(item['LastUpdatedTime']),
    deletedAt: instantOf(item['DeletionTime']),
    // Of a root itself AWS leaves it out; some answers name itself.
    rootId: nameOf(item['RootId']) ?? nameOf(item['ParentId']),
  };
}
