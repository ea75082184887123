import type { Stage } from './stage';
import type { World } from './worlds';

/**
 * Every screen and state of the product. To add one, add one entry: `npm run screens -- --only=NAME` makes its pictures and
 * audits it, and the index of docs/screens follows by itself.
 */
export interface State {
  /** Name of the pictures: letters, digits and dashes. */
  readonly name: string;
  readonly group:
    | 'Live map'
    | 'What we cannot see'
    | 'One site'
    | 'List, search and keys'
    | 'Names and numbers'
    | 'Attention and motion'
    | 'The program itself'
    | 'Incidents'
    | 'Changes'
    | 'Handover';
  readonly title: string;
  /** What a person should look at. */
  readonly look: string;
  readonly world: World;
  /** Brings the window there; waits for what it shows. */
  readonly show: (stage: Stage) => Promise<void>;
  /** Left out: the warning about an old Electron of the tests is put away. */
  readonly keepsWarning?: boolean;
  readonly reducedMotion?: boolean;
  /** Kept in git in every size. */
  readonly main?: boolean;
  /** Also looks at the focus of one control of each kind. */
  readonly focus?: boolean;
}
