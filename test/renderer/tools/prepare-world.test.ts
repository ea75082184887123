import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { prepareWorld, readAtlas, simplify } from './prepare-world';

it('the bundled geometry is what the tool makes of the installed world-atlas', { timeout: 30_000 }, () => {
  const bundled: unknown = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../renderer/ui/map/world.json'), 'utf8'),
  );
  expect(prepareWorld(readAtlas())).toEqual(bundled);
});

it('simplifying keeps the ends, so that borders still meet', () => {
  const line = [
    [0, 0],
    [1, 0.0001],
    [2, 0],
  ] as const;
  expect(simplify(line, 0.01)).toEqual([
    [0, 0],
    [2, 0],
  ]);
  expect(simplify(line, 0.000_001)).toHaveLength(3);
});
