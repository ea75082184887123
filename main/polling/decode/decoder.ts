import type { Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import { parseAnswer, type AnswerKind, type Parsed } from '../parse/parse';

/** Turns bytes into plain values, large ones off the main thread (P1). */
export interface Decoder {
  /** `now` dates what carries no date of its own. The error says in words what came instead. */
  decode<K extends AnswerKind>(kind: K, body: Uint8Array, now: Ms): Promise<Result<Parsed[K], string>>;
  close(): Promise<void>;
}

/** Decodes where it is called: for the command line, for tests, and wherever no worker can be had. */
export const inlineDecoder: Decoder = {
  decode: async (kind, body, now) => parseAnswer(kind, body, now),
  close: async () => {},
};
