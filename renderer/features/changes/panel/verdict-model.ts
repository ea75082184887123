import type { GuardAnswer, GuardDatum, GuardVerdict } from '../../../../shared/domain/guard/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { ago } from '../../../ui/hint-text';
import { age } from '../../../ui/time';
import { VERDICT_SHAPE, VERDICT_WORD } from '../../../ui/words';

export interface VerdictLine {
  readonly key: string;
  readonly glyph: Status;
  /** Of the glyph, for whoever does not see it. */
  readonly word: string;
  readonly text: string;
  readonly detail: string;
  /** How old the datum is at this moment; empty for what does not age. */
  readonly age: string;
  readonly hint: string;
  readonly overridden: boolean;
}

export interface VerdictView {
  readonly verdict: GuardVerdict;
  readonly word: string;
  readonly glyph: Status;
  /** Worst first, then what could not be assessed. */
  readonly against: readonly VerdictLine[];
  readonly passed: readonly VerdictLine[];
  /** One sentence, read aloud when the verdict changes. */
  readonly spoken: string;
}

const sourceOf = ({ source, at }: GuardDatum): string => (at === null ? source : `${source}, ${ago(at)}`);
const ageOf = ({ at }: GuardDatum, now: Ms): string => (at === null ? '' : age(now - at));

/** The guard's answer in lines: what speaks against the change, what could not be told, what is well. */
export function verdictOf(answer: GuardAnswer, now: Ms): VerdictView {
  const findings = answer.findings.map(({ key, severity, text, detail, datum, overridden }): VerdictLine => {
    const isHold = severity === 'hold' && !overridden;
    return {
      key,
      glyph: isHold ? 'critical' : 'warning',
      word: isHold ? 'Hold' : 'Caution',
      text,
      detail,
      age: ageOf(datum, now),
      hint: `${text}\n${detail}\nFrom ${sourceOf(datum)}`,
      overridden,
    };
  });
  const gaps = answer.gaps.map(({ rule, text, why }, index): VerdictLine => ({
    key: `gap:${rule}:${index}`,
    glyph: 'unknown',
    word: 'Not assessed',
    text,
    detail: why,
    age: '',
    hint: `Could not be assessed: ${text}\n${why}\nThis is no pass and no objection.`,
    overridden: false,
  }));
  const passed = answer.passed.map(({ rule, text, detail, datum }, index): VerdictLine => ({
    key: `passed:${rule}:${index}`,
    glyph: 'ok',
    word: 'Ok',
    text,
    detail,
    age: ageOf(datum, now),
    hint: `${text}\n${detail}\nFrom ${sourceOf(datum)}`,
    overridden: false,
  }));
  const worst = findings[0];
  const word = VERDICT_WORD[answer.verdict];
  return {
    verdict: answer.verdict,
    word,
    glyph: VERDICT_SHAPE[answer.verdict],
    against: [...findings, ...gaps],
    passed,
    spoken: `Guard says ${word.toLowerCase()}${worst === undefined ? '' : `: ${worst.text}`}`,
  };
}

/** Findings that hold the change and are not overridden. */
export const holding = (answer: GuardAnswer | null): GuardAnswer['findings'] =>
  answer?.findings.filter(({ severity, overridden }) => severity === 'hold' && !overridden) ?? [];
