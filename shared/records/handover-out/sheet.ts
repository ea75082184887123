import {
  countMarks,
  goneSince,
  inOrder,
  isOpen,
  isShown,
  markOf,
  markOfIfThen,
  sectionOf,
} from '../../domain/handover/items';
import {
  SECTIONS,
  type BeforeItem,
  type HandoverItem,
  type HandoverView,
  type IfThen,
  type Mark,
  type Section,
} from '../../domain/handover/types';

/** A handover in the order it is read: what every format that leaves is written from, so that all of them say the same. */
export interface Sheet {
  readonly sections: readonly SheetSection[];
  readonly ifThens: readonly SheetIfThen[];
  /** Unstable and watcher items that are not over, worst first. */
  readonly urgent: readonly SheetItem[];
  readonly counts: Readonly<Record<Mark, number>>;
  /** No handover before this one is known: there is nothing to compare with, and no mark says anything. */
  readonly isFirst: boolean;
}

export interface SheetSection {
  readonly number: number;
  readonly section: Section;
  readonly items: readonly SheetItem[];
  /** In the handover before, and not in this one. */
  readonly gone: readonly BeforeItem[];
  /** Not handed over, with the reason a person gave. */
  readonly dismissed: readonly HandoverItem[];
}

export interface SheetItem {
  readonly item: HandoverItem;
  readonly mark: Mark;
  readonly ifThens: readonly IfThen[];
  /** Items that are told with it. */
  readonly merged: readonly HandoverItem[];
}

export interface SheetIfThen {
  readonly ifThen: IfThen;
  readonly mark: Mark;
  /** The item it belongs to; null: it stands for itself. */
  readonly item: HandoverItem | null;
}

export function sheetOf({ content }: Pick<HandoverView, 'content'>): Sheet {
  const { items, ifThens, before } = content;
  const byId = new Map(items.map((item) => [item.id, item]));
  /** What is told with something that is not told itself stands for itself: nothing goes missing by it. */
  const standsAlone = (item: HandoverItem): boolean => {
    const into = byId.get(item.mergedInto ?? '');
    return isShown(item) || (item.dismissed === null && (into === undefined || !isShown(into)));
  };
  const told = inOrder(items.filter(standsAlone)).map((item): SheetItem => ({
    item,
    mark: markOf(item, before),
    ifThens: ifThens.filter((one) => one.item === item.id),
    merged: items.filter(({ mergedInto, dismissed }) => mergedInto === item.id && dismissed === null),
  }));
  const gone = goneSince(content);
  return {
    sections: SECTIONS.map((section, index) => ({
      number: index + 1,
      section,
      items: told.filter(({ item }) => sectionOf(item.kind) === section),
      gone: gone.filter(({ kind }) => sectionOf(kind) === section),
      dismissed: items.filter(({ kind, dismissed }) => dismissed !== null && sectionOf(kind) === section),
    })),
    ifThens: ifThens.map((ifThen) => ({
      ifThen,
      mark: markOfIfThen(ifThen, before),
      item: byId.get(ifThen.item ?? '') ?? null,
    })),
    urgent: told.filter(({ item }) => isOpen({ ...item, mergedInto: null }) && item.condition !== 'stable'),
    counts: countMarks(content),
    isFirst: before === null,
  };
}
