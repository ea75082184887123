import { isOpen, isPassedOn } from './items';
import { CONDITIONS, type HandoverContent, type HandoverItem, type IfThen, type ReadBack } from './types';

export const MISSING = ['owner', 'next', 'due', 'if-then'] as const;
export type Missing = (typeof MISSING)[number];

/** Something that has to be done first; `text` says what. */
export interface Blocker {
  /** `told-with`: it was put to an item that does not tell it. `read-back`, `answer`: of the receiver, of the giver (H4). */
  readonly kind: Missing | 'told-with' | 'read-back' | 'answer';
  /** Id of the item it is about; null: the whole. */
  readonly item: string | null;
  readonly text: string;
}

/** H3: what an unstable or watcher item lacks before anybody can take it over. */
export function missingOf(item: HandoverItem, ifThens: readonly IfThen[]): readonly Missing[] {
  if (item.condition === 'stable') return [];
  const has: Readonly<Record<Missing, boolean>> = {
    owner: isSaid(item.owner),
    next: isSaid(item.next),
    due: item.due !== null,
    'if-then': ifThens.some((ifThen) => ifThen.item === item.id && isWhole(ifThen)),
  };
  return MISSING.filter((name) => !has[name]);
}

/** Says when, and what to do then. Who: where nobody is named, whoever has duty. */
const isWhole = ({ text, watch, action }: IfThen): boolean => (watch !== null || isSaid(text)) && isSaid(action);
const isSaid = (text: string | null): boolean => text !== null && text.trim() !== '';

const TO_DO: Readonly<Record<Missing, string>> = {
  owner: 'say who owns it',
  next: 'say what is to be done next',
  due: 'say by when',
  'if-then': 'say what to do if it gets worse (one if-then)',
};

/** H3: what keeps a handover from being signed. What is told with another item is handed over like it, and needs as much. */
export function blockersToSign({ items, ifThens }: Pick<HandoverContent, 'items' | 'ifThens'>): readonly Blocker[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const lacking = items.filter(isPassedOn).flatMap((item) => {
    const into = byId.get(item.mergedInto ?? '');
    const told = into === undefined ? nameOf(item) : `${nameOf(item)} (told with ${nameOf(into)})`;
    return missingOf(item, ifThens).map((kind): Blocker => ({ kind, item: item.id, text: `${told}: ${TO_DO[kind]}` }));
  });
  return [...lacking, ...untold(items, byId)];
}

/** Told with an item that is not told itself, or as less than it is, a thing would slip past H3 and H4. */
function untold(items: readonly HandoverItem[], byId: ReadonlyMap<string, HandoverItem>): readonly Blocker[] {
  return items.flatMap((item): readonly Blocker[] => {
    if (item.mergedInto === null || !isPassedOn(item)) return [];
    const into = byId.get(item.mergedInto);
    const blocker = (text: string): Blocker => ({ kind: 'told-with', item: item.id, text: `${nameOf(item)}: ${text}` });
    if (into === undefined || !isOpen(into))
      return [blocker('it is told with an item that is not handed over: take it apart, or tell it with another')];
    return CONDITIONS.indexOf(into.condition) > CONDITIONS.indexOf(item.condition)
      ? [blocker(`it is ${item.condition} and told with ${nameOf(into)}, which is ${into.condition}: take it apart`)]
      : [];
  });
}

/** H4: the items that the receiver has to read back. */
export const toReadBack = ({ items }: Pick<HandoverContent, 'items'>): readonly HandoverItem[] =>
  items.filter((item) => isOpen(item) && item.condition === 'unstable');

/** Read back as it stands, and confirmed or corrected: the receiver saw the correction. */
export const isSettled = ({ isOld, answer }: ReadBack): boolean => !isOld && answer !== null;

/** H3 and H4: what keeps a handover from being accepted. */
export function blockersToAccept(
  content: Pick<HandoverContent, 'items' | 'ifThens'>,
  readBacks: readonly ReadBack[],
): readonly Blocker[] {
  const unread = toReadBack(content).flatMap((item): readonly Blocker[] => {
    const said = readBacks.filter((readBack) => readBack.item === item.id && !readBack.isOld);
    if (said.some(isSettled)) return [];
    return said.length > 0
      ? [{ kind: 'answer', item: item.id, text: `${nameOf(item)}: the giver confirms or corrects what was read back` }]
      : [{ kind: 'read-back', item: item.id, text: `${nameOf(item)}: the receiver reads it back in own words` }];
  });
  return [...blockersToSign(content), ...unread];
}

const nameOf = ({ name, line, id }: HandoverItem): string => [name, line].filter(isSaid).join(' ') || id;
