import type { Limit, Row } from './figure';
import { verdictOf, type Verdict } from './verdict';

const SIGNS: Readonly<Record<Limit['kind'], string>> = { 'at-most': '≤', 'at-least': '≥', equal: '=' };

/** Enough digits to tell a figure from its limit, and no more than were measured. */
export function sayNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`);

export function sayMeasured({ measured, unit, spread, skipped }: Row): string {
  if (skipped !== undefined || measured === null) return '-';
  const range =
    spread === undefined || spread.runs < 2
      ? ''
      : ` (${sayNumber(spread.min)} to ${sayNumber(spread.max)}, ${spread.runs} runs)`;
  return `${withUnit(sayNumber(measured), unit)}${range}`;
}

export const sayLimit = ({ limit, unit }: Row): string =>
  limit === null ? '-' : withUnit(`${SIGNS[limit.kind]} ${sayNumber(limit.value)}`, unit);

const VERDICTS: Readonly<Record<Verdict, string>> = { ok: 'ok', missed: 'MISSED', skipped: 'skipped', shown: '-' };

export const sayVerdict = (row: Row): string => VERDICTS[verdictOf(row)];

/** The table for a terminal: one line a row, with its peer and note below. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'Figure', 'Measured', 'Limit', 'Verdict'],
    ...rows.map((row) => [row.id, row.what, sayMeasured(row), sayLimit(row), sayVerdict(row)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  return [
    lines[0] ?? '',
    ...rows.flatMap((row, index) => [
      lines[index + 1] ?? '',
      ...[row.skipped, row.peer && `beside: ${row.peer}`, row.note].flatMap((text) => (text ? [indent + text] : [])),
    ]),
  ].join('\n');
}
