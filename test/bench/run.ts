import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext, Figure, Row } from './figure';
import type { Measured, Stamp } from './results';

export interface RunOptions extends Omit<BenchContext, 'temp'> {
  /** Folder in which each figure gets its own. */
  readonly temp: string;
  readonly stamp: Stamp;
}

/** One after the other: each has the machine to itself. A figure that throws is a missed one, and the rest go on. */
export async function runFigures(figures: readonly Figure[], options: RunOptions): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const figure of figures) {
    const { id, title, method } = figure;
    options.log(`(${id}) ${title} ...`);
    mkdirSync(options.temp, { recursive: true });
    const temp = mkdtempSync(join(options.temp, `${id}-`));
    const since = performance.now();
    let rows: readonly Row[];
    try {
      rows = await figure.run({ ...options, temp });
    } catch (error) {
      const note = error instanceof Error ? (error.stack ?? error.message) : String(error);
      options.log(`(${id}) failed: ${note}`);
      rows = [{ id, what: title, measured: null, unit: '', limit: null, note: note.split('\n')[0] ?? '' }];
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
    measured.push({
      figure: id,
      title,
      method,
      seconds: (performance.now() - since) / 1_000,
      stamp: options.stamp,
      rows,
    });
  }
  return measured;
}
