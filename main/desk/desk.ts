import { ok, type Result } from '../../shared/lib/result';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { Desk, DeskMethod } from '../ipc/desk-port';
import type { Visits } from './visits';

/** What the program around the engine answers. */
export function createDesk({ visits }: { readonly visits: Visits }): Desk {
  const handlers: {
    readonly [M in DeskMethod]: (input: Input<M>) => Result<Output<M>, CallError>;
  } = {
    'navigation.waiting': () => ok(visits.waiting()),
    'navigation.done': ({ id }) => {
      visits.done(id);
      return ok(null);
    },
  };
  return {
    handle: async (method, input) => handlers[method](input),
    onEvent: (listener) => visits.onOpen((visit) => listener('navigation.open', visit)),
  };
}
