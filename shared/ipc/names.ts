/**
 * Names of the contract, apart from its schemas: the preload needs only these, and must not carry a validator.
 * `contract.ts` fails to compile when a name has no schema or a schema no name.
 */
export const METHODS = [
  'snapshot.get',
  'signal.history',
  'attention.acknowledge',
  'attention.unacknowledge',
  'source.retry',
  'app.info',
  'window.drawn',
  'navigation.waiting',
  'navigation.done',
  'window.alive',
  'app.diagnostics',
  'app.lastCrash',
  'app.crashSeen',
  'updates.state',
  'updates.act',
  'records.status',
  'records.identify',
  'records.unsavedText',
  'records.document',
  'records.update',
  'records.putImage',
  'records.getImage',
  'incidents.list',
  'incidents.read',
  'incidents.declare',
  'incidents.edit',
  'incidents.act',
  'incidents.note',
  'incidents.pin',
  'incidents.redact',
  'incidents.export',
  'incidents.import',
  'incidents.reveal',
] as const;
export type MethodName = (typeof METHODS)[number];

export const EVENTS = [
  'snapshot.patch',
  'navigation.open',
  'updates.state',
  'records.changed',
  'records.listed',
  'records.saved',
  'records.redacted',
  'records.health',
] as const;
export type EventName = (typeof EVENTS)[number];
