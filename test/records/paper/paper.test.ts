import { describe, expect, it } from 'vitest';
import { foldActs } from '../../../shared/records/fold';
import { incidentOf } from '../../../shared/records/incident';
import type { Json } from '../../../shared/records/ids';
import { impactOf } from '../../../shared/records/paper/impact';
import { incidentHtml } from '../../../shared/records/paper/incident-html';
import { MINUTE } from '../../../shared/lib/time';
import { aPinnedSignal, aPinnedSite } from '../../builders/pinned';

const NOW = Date.UTC(2026, 10, 18, 1, 43);

function pageOf(snapshots: readonly Json[], fields: Readonly<Record<string, Json>> = {}): string {
  return incidentHtml({ ...optionsOf(snapshots, fields) });
}

const optionsOf = (snapshots: readonly Json[], fields: Readonly<Record<string, Json>> = {}) => ({
  record: '7176c000',
  incident: incidentOf({
    fields: { title: 'Checkout slow in Brazil', sites: ['br-prod'], ...fields },
    lists: {
      snapshots: snapshots.map((content, index) => ({
        id: `s${index}`,
        removed: false,
        fields: { hash: `${index}`.repeat(64), at: NOW + index * MINUTE, title: 'Brazil production', content },
      })),
    },
    conflicts: [],
  }),
  state: foldActs([]),
  contentHash: 'sha256:00',
  printedAt: NOW,
  demo: true,
});

const impacts = (...snapshots: readonly Json[]) => impactOf(optionsOf(snapshots).incident.snapshots);

describe('what a review on paper says of the impact', () => {
  it('is measured over all snapshots of a signal: the worst, the limit, how long beyond it', () => {
    const first = aPinnedSite({ signals: [aPinnedSignal({ values: [0.6, 0.6, 1.9], from: NOW, warning: 1.5 })] });
    const later = aPinnedSite({
      signals: [aPinnedSignal({ values: [1.9, 2.4, 1.4], from: NOW + 2 * MINUTE, warning: 1.5 })],
    });
    expect(impacts(first, later)).toMatchObject([
      {
        name: 'Checkout latency p95, Brazil production',
        worst: [NOW + 3 * MINUTE, 2.4],
        limit: 1.5,
        // A bucket that both hold counts once.
        outside: 2 * MINUTE,
        snapshots: 2,
        chart: { from: NOW, to: NOW + 4 * MINUTE },
      },
    ]);
  });

  it('counts what is lower where lower is worse, and leaves out what stayed inside', () => {
    const orders = aPinnedSignal({ id: 'orders', worse: 'lower', values: [800, 500, 480], from: NOW, warning: 600 });
    const calm = aPinnedSignal({ id: 'errors', values: [0.1, 0.2, 0.1], from: NOW, warning: 1 });
    const free = aPinnedSignal({ id: 'free', values: [1, 2, 3], from: NOW, warning: null });
    expect(impacts(aPinnedSite({ signals: [orders, calm, free] }))).toMatchObject([
      { worst: [NOW + 2 * MINUTE, 480], outside: 2 * MINUTE },
    ]);
  });

  it('stands on the page with its lines, and the times of the incident in them', () => {
    const page = pageOf([aPinnedSite({ signals: [aPinnedSignal({ values: [0.6, 0.6, 1.9, 2.4], from: NOW })] })], {
      beganAt: NOW + MINUTE,
      detectedAt: NOW + 90_000,
    });
    expect(page).toMatch(/<i>2<\/i>Impact/);
    expect(page).toMatch(/<path class="out"\s+d="M[\d. ]+L[\d. ]+"/);
    expect(page).toMatch(/<text x="\d+" y="9">Began<\/text>/);
    // So near that its word would stand on the other: the line alone.
    expect(page.match(/class="mark"/g)).toHaveLength(2);
    expect(page).toMatch(/<i>3<\/i>What happened/);
  });

  it('is left out where nothing was beyond a limit, and the numbers close up', () => {
    expect(pageOf([])).toMatch(/<i>2<\/i>What happened/);
  });

  it.each<[string, Json]>([
    ['numbers no line can hold', aPinnedSite({ signals: [aPinnedSignal({ values: [1e308, -1e308, 3], from: NOW })] })],
    ['texts for numbers', { signals: [{ points: [['<b>', '"x']], warning: '<script>' }], site: { ageMs: '<i>' } }],
    ['nothing of ours', ['<script>alert(1)</script>']],
    ['times at the end of all calendars', aPinnedSite({ signals: [aPinnedSignal({ values: [1, 9], from: 8.64e15 })] })],
  ])('of %s draws nothing that is no number', (_name, content) => {
    const page = pageOf([content]);
    expect(page).not.toMatch(/NaN|Infinity|undefined|<script|<b>"|<i>"/);
    expect(page).toContain('sha 000000000000');
  });
});
