import {
  goneSince,
  inOrder,
  isOpen,
  isPassedOn,
  isShown,
  markOf,
  markOfIfThen,
  sectionOf,
} from '../../../../shared/domain/handover/items';
import { missingOf, type Missing } from '../../../../shared/domain/handover/ready';
import {
  SECTIONS,
  type BeforeItem,
  type HandoverContent,
  type HandoverItem,
  type HandoverRow,
  type IfThen,
  type Mark,
  type Section,
} from '../../../../shared/domain/handover/types';

/** An item of the document with all that is said beside it. */
export interface Line {
  readonly item: HandoverItem;
  /** How it is called here: `CHG-214` where no other change of the document is called so. */
  readonly name: string;
  readonly mark: Mark;
  /** What H3 asks for and nobody wrote yet. */
  readonly missing: readonly Missing[];
  /** Who had it in the handover before; undefined: it was not there. */
  readonly ownerBefore: string | null | undefined;
  readonly ifThens: readonly IfThen[];
  /** Items that are told with it. */
  readonly told: readonly HandoverItem[];
}
export interface IfThenLine {
  readonly ifThen: IfThen;
  readonly mark: Mark;
  /** The item it belongs to, as it is called. */
  readonly of: string;
}
export interface SectionView {
  readonly section: Section;
  readonly number: number;
  readonly lines: readonly Line[];
  readonly ifThens: readonly IfThenLine[];
  /** What the handover before told of here, and this one does not. */
  readonly gone: readonly BeforeItem[];
  /** Left out by a person, or told with another one. */
  readonly away: readonly HandoverItem[];
  /** The worst mark; null: nothing in it. */
  readonly mark: Mark | null;
  readonly open: number;
  /** Nothing in it keeps the handover from being signed. */
  readonly ready: boolean;
}

const MARK_ORDER: readonly Mark[] = ['new', 'changed', 'closed', 'same'];
const worst = (marks: readonly Mark[]): Mark | null => MARK_ORDER.find((mark) => marks.includes(mark)) ?? null;

/** The document as it is read: eight sections, each worst first (H2). `before`: the row of the handover before, where it is here. */
export function documentOf(
  content: HandoverContent,
  before: Pick<HandoverRow, 'sentence' | 'overall'> | null,
): readonly SectionView[] {
  const { items, ifThens } = content;
  const names = namesOf(items);
  const ownIfThens = groupBy(ifThens, ({ item }) => item ?? '');
  const lacks = (item: HandoverItem): readonly Missing[] => missingOf(item, ownIfThens.get(item.id) ?? []);
  const toldWith = groupBy(
    items.filter(({ dismissed }) => dismissed === null),
    ({ mergedInto }) => mergedInto ?? '',
  );
  const was = new Map(content.before?.items.map((item) => [item.key, item]));
  const bySection = groupBy(inOrder(items), ({ kind }) => sectionOf(kind));
  const goneBySection = groupBy(goneSince(content), ({ kind }) => sectionOf(kind));
  const ifThenLines = ifThens.map((ifThen): IfThenLine => ({
    ifThen,
    mark: markOfIfThen(ifThen, content.before),
    of: ifThen.item === null ? '' : (names.get(ifThen.item) ?? ''),
  }));
  return SECTIONS.map((section, index): SectionView => {
    const all = bySection.get(section) ?? [];
    const lines = all.filter(isShown).map((item): Line => ({
      item,
      name: names.get(item.id) ?? item.name,
      mark: markOf(item, content.before),
      // What is told with it has to be whole too (H3).
      missing: isOpen(item)
        ? [...new Set([item, ...(toldWith.get(item.id) ?? []).filter(isPassedOn)].flatMap(lacks))]
        : [],
      ownerBefore: was.get(item.key)?.owner,
      ifThens: ownIfThens.get(item.id) ?? [],
      told: toldWith.get(item.id) ?? [],
    }));
    const gone = goneBySection.get(section) ?? [];
    const own = section === 'if-then' ? ifThenLines : [];
    const marks = [
      ...lines.map(({ mark }) => mark),
      ...own.map(({ mark }) => mark),
      ...(gone.length > 0 ? (['closed'] as const) : []),
      ...(section === 'situation' ? situationMark(content, before) : []),
    ];
    return {
      section,
      number: index + 1,
      lines,
      ifThens: own,
      gone,
      away: all.filter((item) => !isShown(item)),
      mark: worst(marks),
      open: lines.filter(({ item }) => isOpen(item)).length,
      ready: lines.every(({ missing }) => missing.length === 0),
    };
  });
}

function situationMark(
  { overall, sentence }: HandoverContent,
  before: Pick<HandoverRow, 'sentence' | 'overall'> | null,
): readonly Mark[] {
  if (before === null) return [];
  return [before.overall === overall && before.sentence === sentence ? 'same' : 'changed'];
}

/** Only what is not as it was; a line that is not ready stays, or nobody would find what keeps it from being signed. */
export const isChanged = (line: Pick<Line, 'mark' | 'missing'>): boolean =>
  line.mark !== 'same' || line.missing.length > 0;

/** How many lines each mark has, with what the section list counts. */
export const readySections = (sections: readonly SectionView[]): number => sections.filter(({ ready }) => ready).length;

const FULL_NUMBER = /^(CHG-\d+)-[0-9A-Z]+$/;

/** Numbers of changes as short as they are clear within the document. */
function namesOf(items: readonly HandoverItem[]): ReadonlyMap<string, string> {
  const short = ({ name }: HandoverItem): string => FULL_NUMBER.exec(name)?.[1] ?? name;
  const full = new Map<string, Set<string>>();
  for (const item of items) full.set(short(item), (full.get(short(item)) ?? new Set()).add(item.name));
  return new Map(items.map((item) => [item.id, (full.get(short(item))?.size ?? 0) > 1 ? item.name : short(item)]));
}

function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
