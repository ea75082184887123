import { createGuard } from '../../../shared/domain/guard/guard';
import type { GuardAnswer, GuardFacts } from '../../../shared/domain/guard/types';
import type { Figure, Row } from '../figure';
import { SIZES, fleet } from '../guard/fleet';
import { summary } from '../statistics';

const WARM_UP = 10;
const RUNS = 31;
const LIMIT_MS = 50;

export const guardFigure: Figure = {
  id: 'guard',
  title: 'The guard over all changes of a large fleet',
  method:
    `${SIZES.changes} changes of half a year, on one to three of ${SIZES.sites} sites in 25 countries, ${SIZES.freezes} freezes, 20 incidents (5 of them open and SEV1 or SEV2), 20 events of AWS Health and 30 runs from outside, 10 of them active. ` +
    'The clock runs from the facts, over the making of the guard, to the last answer with its sentences. ' +
    `Warm: median of ${RUNS} runs after ${WARM_UP}, with the workspace file unchanged, so that the days of its freezes are known. Read anew: the same with other freeze objects. Cold: the first run of the process.`,
  run: ({ seed, log }) => Promise.resolve(measure(seed, log)),
};

function timed(facts: GuardFacts): { readonly ms: number; readonly answers: readonly GuardAnswer[] } {
  const began = performance.now();
  const judge = createGuard(facts);
  const answers = facts.changes.map(judge);
  return { ms: performance.now() - began, answers };
}

/** The same file read anew: the days of its freezes are found again. */
const readAnew = (facts: GuardFacts): GuardFacts => ({
  ...facts,
  rules: { ...facts.rules, freezes: facts.rules.freezes.map((freeze) => ({ ...freeze })) },
});

function measure(seed: number, log: (line: string) => void): readonly Row[] {
  const facts = fleet(seed);
  const cold = timed(facts);
  const count = (verdict: string): number => cold.answers.filter((answer) => answer.verdict === verdict).length;
  const note = `${count('go')} go, ${count('caution')} caution, ${count('hold')} hold, ${cold.answers.reduce((sum, { findings }) => sum + findings.length, 0)} findings`;
  log(note);
  const runs = (next: () => GuardFacts): readonly number[] =>
    Array.from({ length: WARM_UP + RUNS }, () => timed(next()).ms).slice(WARM_UP);
  const what = `${SIZES.changes} changes x ${SIZES.freezes} freezes x ${SIZES.sites} sites`;
  return [
    {
      id: 'guard',
      what: `${what}, guard made and all judged`,
      ...summary(runs(() => facts)),
      unit: 'ms',
      limit: { kind: 'at-most', value: LIMIT_MS },
      note,
    },
    {
      id: 'guard anew',
      what: `${what}, the workspace file read anew`,
      ...summary(runs(() => readAnew(facts))),
      unit: 'ms',
      limit: null,
    },
    { id: 'guard cold', what: `${what}, first run of the process`, measured: cold.ms, unit: 'ms', limit: null },
  ];
}
