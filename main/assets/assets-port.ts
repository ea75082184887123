/** Where a file of the built window lies. */
export interface FoundAsset {
  readonly type: string;
  readonly file: string;
}

/** One file of the built window. */
export interface Asset {
  readonly type: string;
  readonly body: Uint8Array;
}

/** The files of out/renderer, for Electron's own scheme (main/shell) and for browser mode (main/serve). */
export interface Assets {
  /** `pathname` as it stands in a URL, still percent-encoded; null when it names no file of the folder. Never throws. */
  load(pathname: string): Promise<Asset | null>;
  /** The same, for who reads it without this thread. */
  find(pathname: string): Promise<FoundAsset | null>;
  /** What every answer carries, the content security policy first. @param connect origins the page may connect to besides its own */
  headers(connect?: readonly string[]): Readonly<Record<string, string>>;
}
