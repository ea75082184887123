/** What was done, and whether it is on disk by now; `reason` says why not. */
export interface Written {
  readonly saved: boolean;
  readonly reason: string | null;
}

export type Exported =
  /** Written; `file` names it for `incidents.reveal`. */
  | { readonly kind: 'saved'; readonly path: string; readonly file: number }
  /** The person closed the dialog. */
  | { readonly kind: 'cancelled' }
  /** For the window itself: a download, the clipboard, a page. */
  | { readonly kind: 'text'; readonly name: string; readonly media: string; readonly text: string };
