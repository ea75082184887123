import { CONDITIONS, type HandoverItem } from '../types';
const S: Readonly<Record<string, number>> = {
  hold: 0,
  critical: 0,
  warning: 1,
  caution: 1,
  unknown: 2,
  maintenance: 3,
  ok: 4,
  go: 4,
};
export const inOrder = (items: readonly HandoverItem[]): readonly HandoverItem[] =>
  [...items].sort(
    (a, b) =>
      CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition) ||
      (S[a.status ?? ''] ?? 5) - (S[b.status ?? ''] ?? 5) ||
      (a.begins ?? a.due ?? Infinity) - (b.begins ?? b.due ?? Infinity) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : 0) ||
      0,
  );
