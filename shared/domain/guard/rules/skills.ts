import type { Outcome, Rule } from '../rule';

const NOT_YET: readonly Outcome[] = [
  { rule: 'skills', text: 'Somebody on duty with skill level 3 for its services', why: 'Skills are not recorded yet.' },
];

/** Nobody can be looked up while no skills are recorded: said, and not counted. */
export const skillsRule: Rule =
  () =>
  ({ isStrict }) =>
    isStrict ? NOT_YET : [];
