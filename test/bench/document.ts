import type { Machine, Measured, Stamp } from './results';
import { sayLimit, sayMeasured, sayVerdict } from './table';

const HEAD = `# Benchmarks

Written by \`npm run bench\`; what it measured is in benchmarks.json beside this. Every figure stands beside its limit or its
peer, measured in the same run on the same machine. A figure without a limit is there to compare. Skipped is not passed.
`;

/** docs/benchmarks.md. */
export function benchmarks(measured: readonly Measured[]): string {
  const stamps = groups(measured);
  return [
    HEAD,
    ...stamps.map(({ stamp, figures }) => `${sayStamp(stamp, figures, stamps.length > 1)}\n`),
    lines([
      ['', 'Figure', 'Measured', 'Limit', 'Verdict', 'Beside'],
      ['---', '---', '---', '---', '---', '---'],
      ...measured.flatMap(({ rows }) =>
        rows.map((row) => [
          `**${row.id}**`,
          row.what,
          sayMeasured(row),
          sayLimit(row),
          sayVerdict(row),
          [row.skipped, row.peer, row.note].filter((text) => text !== undefined && text !== '').join('; '),
        ]),
      ),
    ]),
    '\n## How each is measured\n',
    ...measured.map(
      ({ figure, title, method, seconds }) =>
        `**(${figure}) ${title}** (measuring it took ${Math.round(seconds)} s). ${method}\n`,
    ),
  ].join('\n');
}

/** Figures of one run share its stamp. */
function groups(measured: readonly Measured[]): readonly { readonly stamp: Stamp; readonly figures: string[] }[] {
  const found = new Map<string, { stamp: Stamp; figures: string[] }>();
  for (const { stamp, figure } of measured) {
    const key = JSON.stringify(stamp);
    const group = found.get(key) ?? { stamp, figures: [] };
    group.figures.push(figure);
    found.set(key, group);
  }
  return [...found.values()];
}

function sayStamp({ date, commit, seed, command, load, machine }: Stamp, figures: readonly string[], several: boolean) {
  const which = several ? `Figures ${figures.join(', ')}: measured` : 'Measured';
  return `${which} ${date.slice(0, 16).replace('T', ' ')} UTC at commit ${commit} by \`${command}\` (seed ${seed}) on ${sayMachine(machine)}${load === undefined ? '' : `; load average before it ${load}`}.`;
}

const sayMachine = ({ cpu, cores, memoryGb, os, node, electron, chromium }: Machine): string =>
  [
    `${cpu}, ${cores} cores`,
    `${memoryGb} GB memory`,
    os,
    `Node ${node}`,
    electron === null ? 'no Electron' : `Electron ${electron}`,
    chromium === null ? 'no Chromium' : `Chromium ${chromium}`,
  ].join(', ');

/** A pipe or a line break in a cell would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

const lines = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
