import type { Result } from '../../shared/lib/result';
import type { PaperSize } from '../../shared/records/paper/style';

/** Where files go that leave the window: the dialog of the system, the printer to PDF, the file manager. */
export interface Outlet {
  /** Asks where, then writes. */
  save(file: {
    readonly name: string;
    readonly extension: string;
    readonly kind: string;
    readonly bytes: () => Promise<Result<Uint8Array, string>>;
  }): Promise<Result<string | null, string>>;
  /** On A4 where nothing else is said. */
  print(page: string, paper?: PaperSize): Promise<Result<Uint8Array, string>>;
  /** False: it is not there any more. */
  reveal(path: string): boolean;
}
