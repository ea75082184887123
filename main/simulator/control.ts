import { z } from 'zod';
import { iso, SECOND, type Ms } from '../../shared/lib/time';
import { demoCredentials } from './accounts';
import type { FaultBook } from './faults/book';
import { faultSchema } from './faults/schema';
import { serialMinimum } from './minimum';
import type { RequestLog } from './request-log';
import { firstProblem } from './scenario/problem';
import type { World } from './world/types';

/** The simulator's clock; a fixed one can be moved. */
export interface Clock {
  readonly now: () => Ms;
  /** Null when the clock runs by itself. */
  readonly set: ((now: Ms) => void) | null;
}

export interface ControlParts {
  readonly clock: Clock;
  readonly seed: number;
  readonly log: RequestLog;
  readonly faults: FaultBook;
  readonly world: World;
}

export interface ControlAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const json = (value: unknown, status = 200): ControlAnswer => ({
  status,
  contentType: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});

const refuse = (status: number, error: string): ControlAnswer => json({ error }, status);

const clockSchema = z
  .strictObject({ now: z.iso.datetime({ offset: true }).optional(), advanceSeconds: z.number().optional() })
  .refine((value) => (value.now === undefined) !== (value.advanceSeconds === undefined), {
    message: 'give either now or advanceSeconds',
  });

const faultsSchema = z.union([faultSchema, z.array(faultSchema)]);

/** Answers the endpoints under `/_sim`, through which tests and people look behind the scenes. */
export function answerControl(method: string, path: string, body: string, parts: ControlParts): ControlAnswer {
  const { clock, log, faults, world } = parts;
  switch (`${method} ${path}`) {
    case 'GET /_sim':
      return json({ seed: parts.seed, now: iso(clock.now()), fixedClock: clock.set !== null });
    case 'GET /_sim/log':
      return json(log.list());
    case 'DELETE /_sim/log':
      log.clear();
      return json([]);
    case 'GET /_sim/minimum':
      return json(serialMinimum(log.list()));
    case 'GET /_sim/truth':
      return json(world.truth(clock.now()));
    case 'GET /_sim/credentials':
      return { status: 200, contentType: 'text/plain; charset=utf-8', body: demoCredentials };
    case 'GET /_sim/faults':
      return json(faults.list());
    case 'POST /_sim/faults':
      return postFaults(body, faults);
    case 'DELETE /_sim/faults':
      faults.replace([]);
      return json([]);
    case 'GET /_sim/clock':
      return json({ now: iso(clock.now()), fixed: clock.set !== null });
    case 'POST /_sim/clock':
      return postClock(body, clock);
    default:
      return removeFault(method, path, faults) ?? refuse(404, `there is no ${method} ${path}`);
  }
}

function removeFault(method: string, path: string, faults: FaultBook): ControlAnswer | null {
  const id = /^\/_sim\/faults\/(.+)$/.exec(path)?.[1];
  if (method !== 'DELETE' || id === undefined) return null;
  return faults.remove(decodeURIComponent(id)) ? json(faults.list()) : refuse(404, `there is no fault ${id}`);
}

/** One fault is added; a list replaces all. */
function postFaults(body: string, faults: FaultBook): ControlAnswer {
  const value = parseBody(body);
  const parsed = faultsSchema.safeParse(value);
  if (!parsed.success) {
    // The union of one and many says little; the form that was sent says what is wrong.
    const exact = (Array.isArray(value) ? z.array(faultSchema) : faultSchema).safeParse(value);
    return refuse(400, exact.success ? 'not a fault' : firstProblem(exact.error));
  }
  if (Array.isArray(parsed.data)) faults.replace(parsed.data);
  else faults.add(parsed.data);
  return json(faults.list());
}

function postClock(body: string, clock: Clock): ControlAnswer {
  if (clock.set === null) return refuse(409, 'the clock runs by itself; a scenario with "now" fixes it');
  const parsed = clockSchema.safeParse(parseBody(body));
  if (!parsed.success) return refuse(400, firstProblem(parsed.error));
  const { now, advanceSeconds } = parsed.data;
  clock.set(now === undefined ? clock.now() + (advanceSeconds ?? 0) * SECOND : Date.parse(now));
  return json({ now: iso(clock.now()), fixed: true });
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
