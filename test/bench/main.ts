import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpus, loadavg, totalmem } from 'node:os';
import { z } from 'zod';
import { benchmarks } from './document';
import { figures } from './figures/all';
import { merge, readResults, writeResults, type Machine } from './results';
import { runFigures } from './run';
import { table } from './table';
import { verdictOf } from './verdict';

// Started by scripts/bench.mjs, which finds what is to be measured and says so in one JSON argument.

const runtime = z.object({ path: z.string(), version: z.string() }).nullable();
const argument = z.object({
  seed: z.int().min(0),
  electron: runtime,
  chromium: runtime,
  out: z.string(),
  temp: z.string(),
  docs: z.string(),
  write: z.boolean(),
  only: z.array(z.string()).nullable(),
  commit: z.string(),
  command: z.string(),
  os: z.string(),
});

async function main(): Promise<number> {
  const { seed, electron, chromium, out, temp, docs, write, only, commit, command, os } = argument.parse(
    JSON.parse(process.argv[2] ?? '{}'),
  );
  const unknown = only?.filter((letter) => !figures.some(({ id }) => id === letter)) ?? [];
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no figure ${unknown.join(', ')}; there are ${figures.map(({ id }) => id).join(', ')}.\n`,
    );
    return 64;
  }
  const machine: Machine = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os,
    node: process.versions.node,
    electron: electron?.version ?? null,
    chromium: chromium?.version ?? null,
  };
  const load = loadavg()[0] ?? 0;
  if (load > machine.cores)
    process.stderr.write(
      `This machine is busy (load ${load.toFixed(1)} on ${machine.cores} cores): figures will be worse than they are.\n`,
    );
  const measured = await runFigures(
    figures.filter(({ id }) => only === null || only.includes(id)),
    {
      seed,
      electron: electron?.path ?? null,
      chromium: chromium?.path ?? null,
      out,
      temp,
      log: (line) => process.stderr.write(`${line}\n`),
      stamp: { date: new Date().toISOString(), commit, seed, command, load: Math.round(load * 10) / 10, machine },
    },
  );
  const rows = measured.flatMap((one) => one.rows);
  process.stdout.write(`${table(rows)}\n`);
  if (write) {
    const file = join(docs, 'benchmarks.json');
    const all = merge(existsSync(file) ? readResults(readFileSync(file, 'utf8')) : [], measured);
    writeFileSync(file, writeResults(all));
    writeFileSync(join(docs, 'benchmarks.md'), benchmarks(all));
  }
  const count = (verdict: ReturnType<typeof verdictOf>): number =>
    rows.filter((row) => verdictOf(row) === verdict).length;
  process.stdout.write(`${count('ok')} held, ${count('missed')} missed, ${count('skipped')} skipped\n`);
  return count('missed') > 0 ? 1 : 0;
}

// Threads and sockets of what was measured must not keep it from ending.
void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(70);
  },
);
