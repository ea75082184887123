import { createGuard } from '../../../shared/domain/guard/guard';
import { draftOf } from '../../../shared/domain/handover/draft/draft';
import { refreshOf } from '../../../shared/domain/handover/draft/refresh';
import type { DraftFacts } from '../../../shared/domain/handover/draft/types';
import { contentOf } from '../../builders/drafts';
import type { Figure, Row } from '../figure';
import { SIZES, badShift, openItems, withPrevious } from '../handover/shift';
import { percentile, summary } from '../statistics';

const WARM_UP = 10;
const RUNS = 41;
const LIMIT_MS = 200;

export const handoverFigure: Figure = {
  id: 'handover',
  title: 'Drafting the handover of a bad shift on a large fleet',
  method:
    `${SIZES.sites} sites in 25 countries, half of them critical or warning, 100 open incidents with their follow-ups, ${SIZES.changes.toLocaleString('en-US')} changes of which some 200 reach into the shift, ${SIZES.freezes} freezes, denied sources, events of AWS, and a handover before in which people wrote to every item. ` +
    'The clock runs from the facts, over the making of the guard and its answers, to the document with what was carried. A refresh is a draft and what it changes in that document. ' +
    `Median of ${RUNS} runs after ${WARM_UP}; p95 beside it. Cold: the first run of the process.`,
  run: ({ seed, log }) => Promise.resolve(measure(seed, log)),
};

/** With a guard of its own, as every look makes one. */
const looked = (facts: DraftFacts): DraftFacts => {
  const { now, rules, sites, sources, events, outside, changes, from, to } = facts;
  const known = { now, rules, sites, sources, events, outside, changes: changes ?? [], teams: [from, to] };
  return { ...facts, guard: createGuard({ ...known, incidents: facts.incidents }) };
};

function timed<T>(what: () => T): { readonly ms: number; readonly made: T } {
  const began = performance.now();
  const made = what();
  return { ms: performance.now() - began, made };
}

function measure(seed: number, log: (line: string) => void): readonly Row[] {
  const facts = withPrevious(badShift(seed));
  const cold = timed(() => draftOf(looked(facts)));
  const content = contentOf(cold.made, facts);
  const open = openItems(cold.made.items);
  if (open < SIZES.open) throw new Error(`only ${open} open items: the figure is about ${SIZES.open}`);
  const note = `${open} open items, ${cold.made.items.length - open} closed or told with others, ${cold.made.ifThens.length} if-thens`;
  log(note);
  const runs = (what: () => unknown): readonly number[] =>
    Array.from({ length: WARM_UP + RUNS }, () => timed(what).ms).slice(WARM_UP);
  const row = (id: string, what: string, values: readonly number[]): Row => ({
    id,
    what,
    ...summary(values),
    unit: 'ms',
    limit: { kind: 'at-most', value: LIMIT_MS },
    note: `p95 ${percentile(values, 0.95).toFixed(1)} ms; ${note}`,
  });
  return [
    row(
      'handover',
      `drafted with ${SIZES.sites} sites`,
      runs(() => draftOf(looked(facts))),
    ),
    row(
      'handover refresh',
      `refreshed with ${SIZES.sites} sites`,
      runs(() => refreshOf(content, draftOf(looked(facts)))),
    ),
    { id: 'handover cold', what: 'drafted, first run of the process', measured: cold.ms, unit: 'ms', limit: null },
  ];
}
