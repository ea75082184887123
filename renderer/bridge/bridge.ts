import type { Api, CallError } from '../../shared/ipc/contract';

export type ConnectionState = 'connecting' | 'connected' | 'disconnected';

/** The one way from the window to the engine: the contract, and whether it can be reached at all. */
export interface Bridge extends Api {
  /** `desktop` inside Electron, `browser` over a WebSocket; decides only where window controls stand. */
  readonly place: 'desktop' | 'browser';
  connection(): ConnectionState;
  /** Told on every change, not on subscribing. Returns its stop. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  close(): void;
}

/** A refused or failed call. `code` is the closed list a caller can act on. */
export class BridgeError extends Error {
  readonly code: CallError['code'];

  constructor(error: CallError) {
    super(error.message);
    this.name = 'BridgeError';
    this.code = error.code;
  }
}

const CODES: readonly CallError['code'][] = [
  'unknown-method',
  'bad-input',
  'not-found',
  'failed',
  'not-allowed',
  'disconnected',
];

/** Whatever was thrown on the other side, as the error this side speaks. */
export function toBridgeError(thrown: unknown): BridgeError {
  if (thrown instanceof BridgeError) return thrown;
  const code = thrown !== null && typeof thrown === 'object' && 'code' in thrown ? thrown.code : undefined;
  const known = CODES.find((one) => one === code) ?? 'failed';
  // The preload rejects with a plain value: an Error would lose its code on the way.
  const message =
    thrown !== null && typeof thrown === 'object' && 'message' in thrown ? String(thrown.message) : String(thrown);
  return new BridgeError({ code: known, message });
}
