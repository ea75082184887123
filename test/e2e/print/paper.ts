import type { PaperOptions } from '../../../shared/records/paper/incident-html';
import { foldActs } from '../../../shared/records/fold';
import { incidentOf } from '../../../shared/records/incident';

const NOW = Date.UTC(2026, 10, 25, 12);

/** An incident with so many entries, each of some length. */
export function paperOf(entries: number, length = 0): PaperOptions {
  const timeline = Array.from({ length: entries }, (_, index) => ({
    id: `t${index}`,
    removed: false,
    fields: {
      kind: index % 9 === 0 ? 'decision' : 'note',
      author: 'ana',
      replica: 'r',
      at: NOW + index * 60_000,
      sequence: index,
      text: `Entry ${index}: платежі, भुगतान, confirmação. ${'word '.repeat(length / 5)}`,
    },
  }));
  return {
    record: 'inc-1',
    incident: incidentOf({
      fields: { title: 'Checkout slow in Brazil', sites: ['br-prod'], beganAt: NOW - 600_000 },
      lists: { timeline },
      conflicts: [],
    }),
    state: foldActs([]),
    contentHash: 'sha256:00',
    printedAt: NOW,
    demo: true,
  };
}
