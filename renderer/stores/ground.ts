import type { ChangeRules } from '../../shared/domain/guard/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { Snapshot } from '../../shared/domain/snapshot/types';

const NO_RULES: ChangeRules = { freezes: [], hours: {}, dependencies: {} };
const NO_RUNS: readonly OutsideRun[] = [];

export const rulesOf = (snapshot: Snapshot & { readonly rules?: ChangeRules }): ChangeRules =>
  snapshot.rules ?? NO_RULES;
export const runsOf = (snapshot: Snapshot & { readonly outside?: readonly OutsideRun[] }): readonly OutsideRun[] =>
  snapshot.outside ?? NO_RUNS;
