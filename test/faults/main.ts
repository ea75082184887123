import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openTraceFile } from '../../main/cli/trace-file';
import { killRecords } from './records';

// Started by scripts/faults.mjs, which finds what is needed and says so in the environment.

const SUBJECTS: Readonly<Record<string, string>> = {
  records: 'kill -9 of the real app while people type and act; what was called saved must be there at the next start',
};
const USAGE = `npm run faults -- SUBJECT [--count N] [--seed S] [--trace-saved FILE]

Subjects:
${Object.entries(SUBJECTS)
  .map(([name, what]) => `  ${name}   ${what}`)
  .join('\n')}

--count N            so many (30)
--seed S             of everything drawn by lot (1); a single one again: --count 1 with the seed its line says
--trace-saved FILE   where the app writes what it calls saved; else beside its data, which is kept where something failed
`;

const whole = (text: string | undefined, fallback: number): number | null => {
  const value = text === undefined ? fallback : Number(text);
  return Number.isInteger(value) && value >= 1 && value < 2 ** 31 ? value : null;
};

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2),
    options: { count: { type: 'string' }, seed: { type: 'string' }, 'trace-saved': { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [subject = '', ...more] = positionals;
  const count = whole(values.count, 30);
  const seed = whole(values.seed, 1);
  if (!Object.hasOwn(SUBJECTS, subject) || more.length > 0 || count === null || seed === null) {
    process.stderr.write(USAGE);
    return 64;
  }
  const traceSaved = values['trace-saved'] === undefined ? null : resolve(values['trace-saved']);
  // The app refuses it too; nobody wants to hear that so many times.
  const trace = openTraceFile(traceSaved);
  if (!trace.ok) {
    process.stderr.write(`${trace.error}\n`);
    return 64;
  }
  const { MERIDIAN_ELECTRON: electron = '', MERIDIAN_ROOT: root = '', MERIDIAN_SCRATCH: scratch = '' } = process.env;
  const began = performance.now();
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { passed, failed } = await killRecords({
    electron,
    root,
    cli: resolve(root, 'out', 'main', 'cli.cjs'),
    scratch,
    count,
    seed,
    traceSaved,
    log: say,
  });
  say(`It took ${Math.round((performance.now() - began) / 1_000)} s.`);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(64);
  },
);
