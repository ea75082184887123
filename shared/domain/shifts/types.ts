import type { Ms } from '../../lib/time';

interface Written {
  readonly id: string;
  /** Who wrote it, and when. */
  readonly by: string;
  readonly at: Ms;
}

/** What people wrote of who takes a shift otherwise than the workspace file says. */
export type DutyEntry = Written &
  (
    | { readonly kind: 'leave'; readonly person: string; readonly from: Ms; readonly to: Ms }
    | {
        readonly kind: 'cover';
        readonly team: string;
        readonly person: string;
        readonly instead: string | null;
        readonly from: Ms;
        readonly to: Ms;
      }
    | {
        readonly kind: 'swap';
        readonly team: string;
        readonly between: readonly [string, string];
        readonly days: readonly [string, string];
      }
    | { readonly kind: 'on-duty'; readonly team: string; readonly person: string; readonly from: Ms; readonly to: Ms }
  );
