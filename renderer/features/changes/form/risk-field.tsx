import { riskLevel } from '../../../../shared/domain/change/rules';
import type { RiskGrade } from '../../../../shared/domain/change/types';
import { Button } from '../../../ui/controls';
import { ChoiceField, ProblemLine, type SectionProps } from './fields';

const IMPACT: readonly (readonly [RiskGrade, string])[] = [
  [1, '1 few notice'],
  [2, '2 some orders'],
  [3, '3 many orders'],
];
const REVERSIBILITY: readonly (readonly [RiskGrade, string])[] = [
  [1, '1 easily undone'],
  [2, '2 with effort'],
  [3, '3 not at all'],
];
const NOVELTY: readonly (readonly [RiskGrade, string])[] = [
  [1, '1 often done'],
  [2, '2 seldom'],
  [3, '3 never'],
];

/** Three grades and the word they come to. */
export function RiskField({ draft, set }: SectionProps) {
  const { impactGrade, reversibility, novelty } = draft;
  const isWhole = impactGrade !== null && reversibility !== null && novelty !== null;
  const isNone = impactGrade === null && reversibility === null && novelty === null;
  return (
    <div className="cf-risk">
      <ChoiceField
        field="risk"
        label="Impact"
        of={IMPACT}
        value={impactGrade}
        onChange={(grade) => set({ impactGrade: grade })}
      />
      <ChoiceField
        field="risk-reversibility"
        label="Undoing it"
        of={REVERSIBILITY}
        value={reversibility}
        onChange={(grade) => set({ reversibility: grade })}
      />
      <ChoiceField
        field="risk-novelty"
        label="Novelty"
        of={NOVELTY}
        value={novelty}
        onChange={(grade) => set({ novelty: grade })}
      />
      <p className="cf-risk-word" role="status">
        {isWhole ? (
          <>
            {impactGrade} × {reversibility} × {novelty} = {impactGrade * reversibility * novelty}:{' '}
            <b>{riskLevel({ impact: impactGrade, reversibility, novelty })} risk</b>
          </>
        ) : isNone ? (
          'Not rated: it counts as high'
        ) : (
          'Rate all three'
        )}{' '}
        {!isNone && (
          <Button small kind="quiet" onClick={() => set({ impactGrade: null, reversibility: null, novelty: null })}>
            Clear
          </Button>
        )}
      </p>
      <ProblemLine field="risk" />
    </div>
  );
}
