import type { Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import type { AnswerKind, Parsed } from '../parse/parse';

/** What is sent to the decode worker. */
export interface DecodeJob {
  readonly id: number;
  readonly kind: AnswerKind;
  readonly body: Uint8Array;
  readonly now: Ms;
}

/** What it sends back. */
export interface DecodeReply {
  readonly id: number;
  readonly result: Result<Parsed[AnswerKind], string>;
}
