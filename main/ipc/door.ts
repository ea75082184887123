import { err, ok, type Result } from '../../shared/lib/result';
import { inputs, type CallError, type Input, type Output } from '../../shared/ipc/contract';
import { METHODS, type MethodName } from '../../shared/ipc/names';
import type { Engine, EngineMethod } from '../engine/engine-port';
import { recordInputs, type RecordMethod } from '../../shared/ipc/records-contract';
import { MOST_IMAGE, MOST_IMPORT } from '../../shared/ipc/records-limits';
import type { Desk, DeskMethod } from './desk-port';
import type { Door } from './door-port';
import { measure } from './measure';
import type { RecordsDesk } from './records-desk-port';

/** Longest input of a call, in characters of its JSON: the WebSocket refuses more before it parses, IPC is measured here. */
export const MAX_INPUT = 1_000_000;
/** The inputs that may be longer: an image, as base64, and the text of a file, with what stands around them. */
const MAX_IMAGE_INPUT = Math.ceil(MOST_IMAGE / 3) * 4 + 1_000;
const MAX_IMPORT_INPUT = MOST_IMPORT + 1_000;
/** Deepest nesting of an input; a deeper one is refused before anything recurses into it. */
export const MAX_DEPTH = 32;

export interface DoorOptions {
  /** Without one nothing ever arrives from outside. */
  readonly desk?: Desk;
  /** Without it there are no records here. */
  readonly records?: RecordsDesk;
  /** Told what went wrong inside, for the log of this machine; the caller learns only that the call failed. */
  readonly onFailure?: (method: MethodName, error: unknown) => void;
}

/** Joins a caller nobody trusts with the engine: name and input are checked, the answer is always a value. */
export function createDoor(engine: Engine, options: DoorOptions = {}): Door {
  const desk = options.desk ?? EMPTY_DESK;
  const records = options.records ?? NO_RECORDS;
  const handle = async <M extends MethodName>(method: M, input: unknown): Promise<Result<Output<M>, CallError>> => {
    const size = measure(input, { characters: mostOf(method), depth: MAX_DEPTH });
    if (size !== null) return err({ code: 'bad-input', message: `${method}: input ${size}` });
    const parsed = inputs[method].safeParse(input);
    if (!parsed.success) return err({ code: 'bad-input', message: `${method}: ${firstIssue(parsed.error.issues)}` });
    // The schema of a method makes its input; TypeScript cannot follow that through the index.
    const answer: Result<unknown, CallError> = isDeskMethod(method)
      ? await desk.handle(method, parsed.data as Input<DeskMethod>)
      : isRecordMethod(method)
        ? await records.handle(method, parsed.data as Input<RecordMethod>)
        : await engine.handle(method, parsed.data as Input<EngineMethod>);
    return answer as Result<Output<M>, CallError>;
  };

  return {
    call: async (method, input) => {
      if (!isMethod(method)) return err({ code: 'unknown-method', message: `unknown method ${shown(method)}` });
      try {
        return await handle(method, input);
      } catch (error) {
        options.onFailure?.(method, error);
        return err({ code: 'failed', message: `${method} failed` });
      }
    },
    onEvent: (listener) => {
      const stopPatches = engine.onPatch((patch) => listener('snapshot.patch', patch));
      const stopDesk = desk.onEvent(listener);
      const stopRecords = records.onEvent(listener);
      return () => {
        stopPatches();
        stopDesk();
        stopRecords();
      };
    },
  };
}

const NOTHING: { readonly [M in DeskMethod]: () => Result<Output<M>, CallError> } = {
  'navigation.waiting': () => ok([]),
  'navigation.done': () => ok(null),
  'window.drawn': () => ok(null),
  'updates.state': () => ok({ kind: 'off', reason: 'browser-mode' }),
  'updates.act': () => err({ code: 'not-allowed', message: 'there are no updates here' }),
  'window.alive': () => ok(null),
  'app.diagnostics': () => err({ code: 'not-found', message: 'there are no diagnostics here' }),
  'app.lastCrash': () => ok(null),
  'app.crashSeen': () => ok(null),
};
const EMPTY_DESK: Desk = { handle: async (method) => NOTHING[method](), onEvent: () => () => undefined };

const NO_RECORDS: RecordsDesk = {
  handle: async () => err({ code: 'not-found', message: 'there are no records here' }),
  onEvent: () => () => undefined,
};

const mostOf = (method: MethodName): number => LONG.get(method) ?? MAX_INPUT;
const LONG: ReadonlyMap<MethodName, number> = new Map<MethodName, number>([
  ['records.putImage', MAX_IMAGE_INPUT],
  ['incidents.import', MAX_IMPORT_INPUT],
  ['changes.import', MAX_IMPORT_INPUT],
  ['handovers.import', MAX_IMPORT_INPUT],
]);

const isRecordMethod = (method: MethodName): method is RecordMethod => Object.hasOwn(recordInputs, method);

const isDeskMethod = (method: MethodName): method is DeskMethod => Object.hasOwn(NOTHING, method);

const methods: ReadonlySet<unknown> = new Set(METHODS);
const isMethod = (name: unknown): name is MethodName => methods.has(name);

/** The name as it may stand in a message: whatever was sent, shortened and without control characters. */
function shown(name: unknown): string {
  if (typeof name !== 'string') return `of type ${typeof name}`;
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}...` : name);
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const issue = issues[0];
  if (issue === undefined) return 'input is not understood';
  const place = issue.path.map(String).join('.');
  return `${place === '' ? 'input' : `input.${place}`}: ${issue.message}`.slice(0, 300);
}
