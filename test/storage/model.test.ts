import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore } from '../../main/storage/open-store';
import type { Point } from '../../shared/domain/signals/types';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { holds } from '../builders/property';
import { createFakeStore } from '../fakes/fake-store';
import { NOW, record, source, value } from './contract';

const BEGIN = Math.floor(NOW / HOUR) * HOUR - 4 * HOUR;

type Step =
  | {
      readonly kind: 'sweep';
      readonly signal: number;
      readonly from: number;
      readonly length: number;
      readonly values: readonly (number | null)[];
    }
  | { readonly kind: 'reopen' | 'load' | 'prune' }
  | { readonly kind: 'keep'; readonly signals: readonly number[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('sweep' as const),
      signal: fc.integer({ min: 0, max: 2 }),
      from: fc.integer({ min: 0, max: 220 }),
      length: fc.integer({ min: 0, max: 130 }),
      values: fc.array(fc.option(fc.integer({ min: 0, max: 2 })), { maxLength: 130 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reopen' as const, 'load' as const, 'prune' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('keep' as const), signals: fc.subarray([0, 1, 2]) }) },
);

it(
  'SQLite and the store in memory agree after any steps, also when the file is opened anew between them',
  { timeout: 60_000 },
  () => {
    holds(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const folder = mkdtempSync(join(tmpdir(), 'meridian-model-'));
        const now = (): number => NOW;
        const open = () => openStore({ folder, now }).store;
        const model = createFakeStore(now);
        let store = open();
        try {
          for (const one of steps) {
            switch (one.kind) {
              case 'sweep': {
                const from = BEGIN + one.from * MINUTE;
                // As the engine has it: what was covered once stays so.
                const covered = [BEGIN, BEGIN + 7 * HOUR] as const;
                const points = one.values.flatMap((number, i): Point[] =>
                  number === null ? [] : [[from + i * MINUTE, number]],
                );
                const signals = [record(`s${one.signal}`, from, from + one.length * MINUTE, { points, covered })];
                for (const each of [store, model]) value(each.saveSweep('w', NOW, { source: source(), signals }));
                break;
              }
              case 'reopen':
                store.close();
                store = open();
                break;
              case 'load':
                value(store.load('w', NOW));
                break;
              case 'prune':
                value(store.prune(NOW));
                break;
              case 'keep': {
                const names = {
                  sources: ['retail/sa-east-1/GetMetricData'],
                  signals: one.signals.map((signal) => `s${signal}`),
                };
                for (const each of [store, model]) value(each.keepOnly('w', names));
                break;
              }
            }
          }
          expect(value(store.load('w', NOW)).signals).toEqual(value(model.load('w', NOW)).signals);
        } finally {
          store.close();
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      150,
    );
  },
);
