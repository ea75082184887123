import type { Ms } from '../../shared/lib/time';
import type { Answer } from './types';

/** Largest answer that is taken; AWS stays far below. */
const MOST_BYTES = 64 * 1024 * 1024;

const EMPTY_OBJECT = new TextEncoder().encode('{}');

interface Step<O> {
  readonly response: unknown;
  readonly output?: O;
}
/** The one thing needed of the middleware stack of a command. */
export interface RawStack<I extends object, O extends object> {
  add(
    middleware: (
      next: (args: { input: I; request: unknown }) => Promise<Step<O>>,
    ) => (args: { input: I; request: unknown }) => Promise<Step<O>>,
    options: { step: 'deserialize'; priority: 'low'; name: string },
  ): void;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

const isHttpResponse = (value: unknown): value is HttpResponse =>
  typeof value === 'object' && value !== null && 'statusCode' in value && 'headers' in value;

/**
 * Takes the body of a good answer as it is and hands the SDK an empty one in its place: the SDK would decode it on the main
 * thread (P1), and throw all of it away for one instant it cannot read (P10). It runs inside the SDK's retries, so a connection
 * that breaks in the middle of a body is tried again; what is not 2xx goes through the SDK's own error mapping.
 */
export function takeRawBody<I extends object, O extends object>(
  stack: RawStack<I, O>,
  onAnswer: (answer: Answer) => void,
  instead: Uint8Array = EMPTY_OBJECT,
): void {
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (!isHttpResponse(response) || response.statusCode < 200 || response.statusCode >= 300) return result;
      const body = await bytesOf(response.body);
      response.body = instead;
      onAnswer({ body, awsAt: dateOf(response.headers) });
      return result;
    },
    // `low` puts it next to the wire, inside the SDK's own deserializer.
    { step: 'deserialize', priority: 'low', name: 'meridianRawBody' },
  );
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('an answer above 64 MB');
  }
  return Buffer.concat(chunks, size);
}

function dateOf(headers: Readonly<Record<string, string>>): Ms | null {
  const at = Date.parse(headers['date'] ?? '');
  return Number.isNaN(at) ? null : at;
}
