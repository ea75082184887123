import { isOpen } from '../../../../shared/domain/handover/items';
import { SECTION_WORD } from '../../../../shared/domain/handover/words';
import type {
  HandoverContent,
  HandoverItem,
  HandoverView,
  ItemKind,
  Section,
} from '../../../../shared/domain/handover/types';
import type { Ms } from '../../../../shared/lib/time';
import { sheetOf, type SheetItem } from '../../../../shared/records/handover-out/sheet';

/** One thing at a time, as it is talked through: how it stands, what is worst, what comes, the rest. */
export type Slide =
  | { readonly key: 'overall'; readonly kind: 'overall' }
  | { readonly key: string; readonly kind: 'item'; readonly one: SheetItem }
  | { readonly key: 'ahead'; readonly kind: 'ahead'; readonly moments: readonly Moment[] }
  | { readonly key: 'rest'; readonly kind: 'rest'; readonly groups: readonly Group[]; readonly notes: string };

/** Something that happens in the next shift. */
export interface Moment {
  readonly at: Ms;
  readonly what: 'begins' | 'ends' | 'due';
  readonly item: HandoverItem;
}

export interface Group {
  readonly section: Section;
  readonly title: string;
  readonly lines: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: ItemKind;
    readonly line: string;
    readonly more: string;
  }[];
}

export function slidesOf(view: Pick<HandoverView, 'content'>): readonly Slide[] {
  const { content } = view;
  const { urgent, sections } = sheetOf(view);
  const isUrgent = new Set(urgent.map(({ item }) => item.id));
  const groups = sections.flatMap(({ section, items, gone, dismissed }): readonly Group[] => {
    const lines = [
      ...items
        .filter(({ item }) => !isUrgent.has(item.id))
        .map(({ item }) => ({
          key: item.id,
          name: item.name,
          kind: item.kind,
          line: item.line,
          more: [item.closed ? 'over' : '', item.facts].filter((one) => one !== '').join(', '),
        })),
      ...gone.map(({ key, name, kind, line }) => ({
        key: `gone ${key}`,
        name,
        kind,
        line,
        more: 'closed since the last handover',
      })),
      ...dismissed.map(({ id, name, kind, line, dismissed: why }) => ({
        key: `left ${id}`,
        name,
        kind,
        line,
        more: `not handed over: ${why ?? ''}`,
      })),
    ];
    return lines.length === 0 ? [] : [{ section, title: SECTION_WORD[section], lines }];
  });
  const moments = momentsOf(content);
  const notes = content.notes.trim();
  return [
    { key: 'overall', kind: 'overall' },
    ...urgent.map((one): Slide => ({ key: `item ${one.item.id}`, kind: 'item', one })),
    ...(moments.length === 0 ? [] : [{ key: 'ahead', kind: 'ahead', moments } as const]),
    ...(groups.length === 0 && notes === '' ? [] : [{ key: 'rest', kind: 'rest', groups, notes } as const]),
  ];
}

/** What begins, ends and is due from the end of the shift on, in order. */
function momentsOf({ items, at }: HandoverContent): readonly Moment[] {
  return items
    .filter((item) => isOpen(item))
    .flatMap((item): readonly Moment[] => [
      ...(item.begins !== null && item.begins >= at ? [{ at: item.begins, what: 'begins', item } as const] : []),
      ...(item.ends !== null && item.ends >= at ? [{ at: item.ends, what: 'ends', item } as const] : []),
      ...(item.due !== null && item.due >= at && item.due !== item.begins
        ? [{ at: item.due, what: 'due', item } as const]
        : []),
    ])
    .sort((a, b) => a.at - b.at);
}
