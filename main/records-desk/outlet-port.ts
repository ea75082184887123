import type { Result } from '../../shared/lib/result';

/** Where files go that leave the window: the dialog of the system, the printer to PDF, the file manager. */
export interface Outlet {
  /** Asks where, then writes. */
  save(file: {
    readonly name: string;
    readonly extension: string;
    readonly kind: string;
    readonly bytes: () => Promise<Result<Uint8Array, string>>;
  }): Promise<Result<string | null, string>>;
  print(page: string): Promise<Result<Uint8Array, string>>;
  /** False: it is not there any more. */
  reveal(path: string): boolean;
}
