import { mkdtempSync, rmSync, statSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { openStore } from '../../main/storage/open-store';
import { createMemory } from '../../main/engine/memory';
import { Board } from '../../main/engine/board';
import { HOUR, MINUTE, DAY } from '../../shared/lib/time';
import { aSignal, aSite, aWorkspace, NOW } from '../polling/builders';

for (const [sites, per] of [[12, Number(process.env.PER ?? 6)]] as const)
it(`${sites} x ${per}`, { timeout: 60000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'b-'));
  const ws = aWorkspace(Array.from({ length: sites }, (_, s) => aSite(`s${s}`, { region: `r${s}`, signals: Array.from({ length: per }, (_, i) => aSignal(`g${i}`, { region: `r${s}`, warning: { kind: 'same-hour', percent: 150 } })) })));
  const scope = { workspace: ws, file: null, demo: false, problem: null };
  const end = NOW - (NOW % MINUTE);
  const mem = () => { const { store } = openStore({ folder, now: () => NOW }); return createMemory({ store, key: 'k', recallSources: true, onProblem: console.log }); };
  const board = new Board(scope);
  const m = mem();
  const t0 = performance.now();
  for (const site of ws.sites) {
    const source = { account: 'prod', region: site.region, api: 'GetMetricData' as const, intervalSeconds: 60, lastGoodAt: NOW, lastGoodAwsAt: NOW, failure: null, nextTryAt: null, notUnderstood: [] };
    board.setSource(source);
    const signals = new Map(site.signals.map((signal) => [`${site.id}/${signal.id}`, {
      points: Array.from({ length: 27 * 60 }, (_, i) => [end - 27 * HOUR + i * MINUTE, Math.random() * 5] as const),
      covered: [end - 27 * HOUR, end] as const, noDenominator: new Set<number>(), problem: null,
      hours: Array.from({ length: 14 * 24 }, (_, i) => ({ start: Math.floor(end / HOUR) * HOUR - 14 * DAY + i * HOUR, median: 5, count: 60 })), seenIn14Days: true }]));
    m.keep(board, { kind: 'signals', source, signals }, NOW);
  }
  m.close();
  const t1 = performance.now();
  console.log('saved', (t1 - t0).toFixed(0), readdirSync(folder).map((f) => statSync(join(folder, f)).size));
  for (let i = 0; i < 3; i++) {
    const a = performance.now();
    const { store } = openStore({ folder, now: () => NOW });
    const b = performance.now();
    const c = performance.now();
    const memory = createMemory({ store, key: 'k', recallSources: true, onProblem: console.log });
    const fresh = new Board(scope);
    memory.recall(fresh, NOW);
    const d = performance.now();
    fresh.picture(1, NOW);
    const e = performance.now();
    fresh.picture(2, NOW + 1000);
    const f = performance.now();
    if (i === 5) { const ins = await import('node:inspector/promises'); const ss = new ins.Session(); ss.connect(); await ss.post('Profiler.enable'); await ss.post('Profiler.start'); const g = new Board(scope); memory.recall(g, NOW); g.picture(1, NOW); const { profile } = await ss.post('Profiler.stop'); const self = new Map<string, number>(); const dt = profile.timeDeltas ?? []; profile.samples?.forEach((id, k) => { const n = profile.nodes.find((x) => x.id === id)!; const nm = `${n.callFrame.functionName} ${n.callFrame.url.split('/').pop()}:${n.callFrame.lineNumber}`; self.set(nm, (self.get(nm) ?? 0) + (dt[k] ?? 0) / 1000); }); console.log('open', [...self].sort((a, b) => b[1] - a[1]).slice(0, 22).map(([k, v]) => `${v.toFixed(0)} ${k}`).join('\nopen ')); }
    console.log(`open ${(b - a).toFixed(0)} load ${(c - b).toFixed(0)} recall ${(d - c).toFixed(0)} picture ${(e - d).toFixed(0)} again ${(f - e).toFixed(0)}`);
    memory.close();
  }
  rmSync(folder, { recursive: true });
});
