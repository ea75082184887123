import { leastBuckets } from '../../../../shared/domain/judgement/judge';
import type { Judgement, JudgementVerdict } from '../../../../shared/domain/judgement/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { JudgedSignal } from '../../../../shared/ipc/changes-contract';
import { MINUTE, SECOND, type Ms } from '../../../../shared/lib/time';
import { number, plural, quantity } from '../../../ui/format';
import { ago } from '../../../ui/hint-text';
import { age } from '../../../ui/time';
import { chartOf, type MiniChart } from './mini-chart-model';

export const JUDGED_WORD: Readonly<Record<JudgementVerdict, string>> = {
  worse: 'Worse',
  better: 'Better',
  same: 'Same',
  'not-enough-data': 'Not enough data',
};
export const JUDGED_GLYPH: Readonly<Record<JudgementVerdict, Status>> = {
  worse: 'critical',
  better: 'ok',
  same: 'ok',
  'not-enough-data': 'unknown',
};

export interface JudgedView {
  readonly key: string;
  readonly name: string;
  readonly verdict: JudgementVerdict;
  readonly word: string;
  readonly glyph: Status;
  readonly before: string;
  readonly after: string;
  readonly unit: string;
  /** "+284 %", "+2.9 pt"; empty while it cannot be told. */
  readonly effect: string;
  /** "n 16 of 30", "n 16, early rule" */
  readonly n: string;
  /** "95 %: +240 to +330 %"; empty while it cannot be told. */
  readonly interval: string;
  readonly p: string;
  readonly hint: string;
  /** The whole of it in words. */
  readonly spoken: string;
  readonly chart: MiniChart;
}

const signed = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));
/** A share in percent, without more digits than it is known by. */
const percent = (share: number): string => {
  const value = share * 100;
  return signed(Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
};

/** One watched signal, before and after, with everything that a person needs to believe it or not. */
export function judgedView(signal: JudgedSignal, place: string, startedAt: Ms | null): JudgedView {
  const { judgement, beforeMedian, afterMedian, unit } = signal;
  const limit = signal.warning ?? signal.critical;
  const about = [beforeMedian, afterMedian, limit];
  const said = (value: number | null): string => (value === null ? 'no value' : quantity(value, unit, about).text);
  const unitText = quantity(beforeMedian ?? afterMedian ?? 0, unit, about).unit;
  const effect = effectText(signal, unitText);
  const share = judgement.effect === null ? '' : `${percent(judgement.effect)} %`;
  const interval =
    judgement.interval === null ? '' : `${percent(judgement.interval[0])} to ${percent(judgement.interval[1])} %`;
  const word = JUDGED_WORD[judgement.verdict];
  const n = nText(judgement, signal.periodSeconds);
  const p = pText(judgement);
  const hint = [
    `${signal.name}${place}: ${word}`,
    judgement.text,
    share === '' ? '' : `Effect ${share}, with 95 % confidence ${interval}`,
    `n ${judgement.before.n} before${effective(judgement.before.effective)}, ${judgement.after.n} after${effective(judgement.after.effective)}, buckets of ${plural(signal.periodSeconds / 60, 'minute')}`,
    p === '' ? '' : `Mann-Whitney, ${p} one-sided, allowing for neighbours that are alike`,
    judgement.method === 'week-ratio'
      ? 'Each bucket divided by the same hour of the week before'
      : 'Plain values: the same hour of the week before is not known, so the daily curve is still in them',
    `Tolerance ${number(Math.round(signal.tolerance * 1_000) / 10, true)} %, ${signal.worse} is worse${judgement.breached ? ', its limit is breached' : ''}`,
    signal.dataAt === null ? 'No complete bucket yet' : `Newest complete bucket began ${ago(signal.dataAt)}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
  return {
    key: `${signal.site}:${signal.signal}`,
    name: `${signal.name}${place}`,
    verdict: judgement.verdict,
    word,
    glyph: JUDGED_GLYPH[judgement.verdict],
    before: said(beforeMedian),
    after: said(afterMedian),
    unit: unitText,
    effect,
    n,
    interval,
    p,
    hint,
    spoken: [
      `${signal.name}${place}: ${word}`,
      `${said(beforeMedian)} to ${said(afterMedian)} ${unitText}`.trim(),
      effect,
      interval === '' ? '' : `95 % ${interval}`,
      n,
    ]
      .filter((part) => part !== '')
      .join(', '),
    chart: chartOf(signal, startedAt),
  };
}

const effective = (value: number | null): string => (value === null ? '' : ` (worth ${number(Math.round(value))})`);

/** A difference of percentages is told in points: 0.24 % to 3.10 % is no "+1,192 %" to anybody. */
function effectText({ judgement, beforeMedian, afterMedian }: JudgedSignal, unit: string): string {
  if (unit === '%' && beforeMedian !== null && afterMedian !== null) return `${signed(afterMedian - beforeMedian)} pt`;
  return judgement.effect === null ? '' : `${percent(judgement.effect)} %`;
}

function nText({ verdict, after }: Judgement, periodSeconds: number): string {
  const least = leastBuckets(periodSeconds);
  if (after.n >= least) return `n ${after.n}`;
  return verdict === 'worse' ? `n ${after.n}, early rule` : `n ${after.n} of ${least}`;
}

function pText({ p }: Judgement): string {
  if (p === null) return '';
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.01 ? 3 : 2)}`;
}

export interface JudgedSentence {
  /** "3 of 4 signals got worse" */
  readonly strong: string;
  readonly rest: string;
}

/** What the judgements say together: facts alone. What needs more data is said, and is no pass. */
export function judgedSentence(signals: readonly JudgedSignal[]): JudgedSentence {
  const count = (verdict: JudgementVerdict): number =>
    signals.filter(({ judgement }) => judgement.verdict === verdict).length;
  const early = signals.filter(
    ({ judgement, periodSeconds }) => judgement.verdict === 'worse' && judgement.after.n < leastBuckets(periodSeconds),
  ).length;
  const [worse, waiting, better, same] = [count('worse'), count('not-enough-data'), count('better'), count('same')];
  const of = `of ${plural(signals.length, 'signal')}`;
  const rest = [
    better === 0 ? '' : `${better} better`,
    same === 0 ? '' : `${same} the same`,
    waiting === 0 ? '' : `${waiting} ${waiting === 1 ? 'needs' : 'need'} more data, which is no pass`,
  ].filter((part) => part !== '');
  const strong =
    worse > 0
      ? `${worse} ${of} got worse${early === 0 ? '' : early === worse ? ' by the early rule' : `, ${early} by the early rule`}.`
      : waiting === signals.length
        ? `Not enough data yet for ${waiting === 1 ? 'the signal' : `all ${waiting} signals`}.`
        : `None ${of} got worse.`;
  if (worse === 0 && waiting === signals.length) return { strong, rest: 'This is no pass.' };
  return { strong, rest: rest.length === 0 ? '' : `${rest.join(', ')}.` };
}

/** "3 worse by the early rule, 1 needs data" */
export function judgedShort(signals: readonly JudgedSignal[]): string {
  const has = (verdict: JudgementVerdict) => signals.filter(({ judgement }) => judgement.verdict === verdict);
  const worse = has('worse');
  const waiting = has('not-enough-data').length;
  const early = worse.some(({ judgement, periodSeconds }) => judgement.after.n < leastBuckets(periodSeconds));
  return [
    worse.length === 0 ? '' : `${worse.length} worse${early ? ' by the early rule' : ''}`,
    has('better').length === 0 ? '' : `${has('better').length} better`,
    has('same').length === 0 ? '' : `${has('same').length} same`,
    waiting === 0 ? '' : `${waiting} ${waiting === 1 ? 'needs' : 'need'} data`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** "60 min before, 16 min after, data 1 min old" */
export function spanText(signals: readonly JudgedSignal[], startedAt: Ms | null, now: Ms): string {
  if (startedAt === null || signals.length === 0) return '';
  const first = Math.min(startedAt, ...signals.flatMap(({ points: [point] }) => (point ? [point[0]] : [])));
  const ends = signals.flatMap(({ dataAt, periodSeconds }) =>
    dataAt === null ? [] : [dataAt + periodSeconds * SECOND],
  );
  const data = ends.length === 0 ? 'no data' : `data ${age(now - Math.min(...ends))} old`;
  return `${Math.round((startedAt - first) / MINUTE)} min before, ${age(now - startedAt)} after, ${data}`;
}
