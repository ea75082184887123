import type { Rule } from '../rule';

/** Nobody can be looked up while no skills are recorded: said, and not counted. */
export const skillsRule: Rule =
  () =>
  ({ isStrict }) =>
    isStrict
      ? [
          {
            kind: 'gap',
            text: 'Somebody on duty with skill level 3 for its services',
            why: 'Skills are not recorded yet.',
          },
        ]
      : [];
