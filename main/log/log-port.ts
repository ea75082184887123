/** Where lines for a person who looks for a cause go. Never throws, whatever it is given and whatever the disk does. */
export interface Log {
  (line: string): void;
  readonly warn: (line: string) => void;
  readonly error: (line: string) => void;
}
