import { assertNever } from '../../lib/assert-never';
import { isEqual } from '../../lib/equal';
import {
  CONDITIONS,
  type Before,
  type BeforeItem,
  type HandoverContent,
  type HandoverItem,
  type IfThen,
  type ItemKind,
  type Mark,
  type Section,
} from './types';

/** Where an item stands in the document. */
export function sectionOf(kind: ItemKind): Section {
  switch (kind) {
    case 'incident':
      return 'incidents';
    case 'change':
    case 'override':
    case 'freeze':
      return 'changes';
    case 'aws-event':
    case 'aws-scheduled':
      return 'aws';
    case 'site':
    case 'source':
    case 'expiry':
    case 'cover':
      return 'watch';
    case 'follow-up':
    case 'action':
      return 'actions';
    case 'note':
      return 'notes';
    default:
      return assertNever(kind);
  }
}

/** Handed over as something of its own: not over, not left out, not told with another. */
export const isOpen = ({
  closed,
  dismissed,
  mergedInto,
}: Pick<HandoverItem, 'closed' | 'dismissed' | 'mergedInto'>): boolean =>
  isPassedOn({ closed, dismissed }) && mergedInto === null;

/** Has a line of its own in the document: also what is over, which is shown once more. */
export const isShown = ({ dismissed, mergedInto }: Pick<HandoverItem, 'dismissed' | 'mergedInto'>): boolean =>
  dismissed === null && mergedInto === null;

/** Handed over, by itself or with another item: what H3 is asked of. */
export const isPassedOn = ({ closed, dismissed }: Pick<HandoverItem, 'closed' | 'dismissed'>): boolean =>
  !closed && dismissed === null;

/** Read with another item: whoever reads that one back has read this one too. Of a copy as it came, what is empty may be left out. */
export const isToldWith = (
  { mergedInto, dismissed }: Partial<Pick<HandoverItem, 'mergedInto' | 'dismissed'>>,
  { id }: Pick<HandoverItem, 'id'>,
): boolean => mergedInto === id && (dismissed ?? '') === '';

/** From worst to best; what the guard says of a change stands beside the status of a site that is as bad. */
const STATUS_ORDER: readonly HandoverItem['status'][] = [
  'critical',
  'hold',
  'warning',
  'caution',
  'unknown',
  'maintenance',
  'ok',
  'go',
  null,
];

/** H2: worst first, by condition, status, when it is, name; what is over comes after what is not. */
export const inOrder = (items: readonly HandoverItem[]): readonly HandoverItem[] =>
  [...items].sort(
    (a, b) =>
      Number(a.closed) - Number(b.closed) ||
      CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition) ||
      STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) ||
      early(timeOf(a), timeOf(b)) ||
      early(a.name, b.name) ||
      early(a.line, b.line) ||
      early(a.id, b.id),
  );

const timeOf = ({ begins, due }: HandoverItem): number => begins ?? due ?? Infinity;
const early = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** H2: what became of an item since the handover before. */
export function markOf(item: HandoverItem, before: Before | null): Mark {
  if (item.closed) return 'closed';
  const was = before?.items.find(({ key }) => key === item.key);
  if (was === undefined) return 'new';
  return TOLD.every((name) => was[name] === item[name]) ? 'same' : 'changed';
}
/** What people read of an item. Through how many shifts it was carried is always another number. */
const TOLD = [
  'name',
  'condition',
  'line',
  'facts',
  'next',
  'owner',
  'due',
  'begins',
  'ends',
  'status',
] as const satisfies readonly (keyof BeforeItem)[];

/** The same of a contingency, which keeps its id when it is carried. */
export function markOfIfThen(ifThen: IfThen, before: Before | null): Exclude<Mark, 'closed'> {
  const was = before?.ifThens.find(({ id }) => id === ifThen.id);
  if (was === undefined) return 'new';
  // The item it belongs to is another entry in each handover.
  return isEqual(was, ifThen, OF_THE_DOCUMENT) ? 'same' : 'changed';
}
const OF_THE_DOCUMENT: ReadonlySet<string> = new Set(['item']);

/** What the handover before told of and this one does not: shown as closed, silence would read as forgotten. */
export function goneSince({ items, before }: Pick<HandoverContent, 'items' | 'before'>): readonly BeforeItem[] {
  const here = new Set(items.map(({ key }) => key));
  return (before?.items ?? []).filter(({ key }) => !here.has(key));
}

/** Of all lines of the document: items, contingencies, and what is gone. */
export function countMarks(
  content: Pick<HandoverContent, 'items' | 'ifThens' | 'before'>,
): Readonly<Record<Mark, number>> {
  const counts: Record<Mark, number> = { new: 0, changed: 0, closed: goneSince(content).length, same: 0 };
  for (const item of content.items.filter(isShown)) counts[markOf(item, content.before)] += 1;
  for (const ifThen of content.ifThens) counts[markOfIfThen(ifThen, content.before)] += 1;
  return counts;
}
