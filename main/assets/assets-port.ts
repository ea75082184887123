/** One file of the built window, as it may be handed out. */
export interface Asset {
  readonly body: Uint8Array;
  /** Content type, content security policy and the other headers every answer carries. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The files of out/renderer, for Electron's own scheme (main/shell) and for browser mode (main/serve). */
export interface Assets {
  /** `pathname` as it stands in a URL, still percent-encoded; null when it names no file of the folder. Never throws. */
  load(pathname: string): Promise<Asset | null>;
}
