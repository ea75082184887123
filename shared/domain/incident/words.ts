import type { IncidentKind, IncidentState, LinkKind, Role, Severity, WrittenKind } from './types';

/** Names of everything an incident has: one place, so that every screen and every export says the same. */
export const STATE_WORD: Readonly<Record<IncidentState, string>> = {
  open: 'Open',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  reviewed: 'Reviewed',
};
export const SEVERITY_MEANS: Readonly<Record<Severity, string>> = {
  SEV1: 'Customers cannot buy',
  SEV2: 'Customers are hindered',
  SEV3: 'Part of a service is impaired',
  SEV4: 'Nobody outside notices',
};
export const ROLE_WORD: Readonly<Record<Role, string>> = {
  commander: 'Commander',
  operations: 'Operations',
  communications: 'Communications',
  scribe: 'Scribe',
};
export const KIND_WORD: Readonly<Record<IncidentKind, string>> = { operations: 'Operations', security: 'Security' };
export const ENTRY_WORD: Readonly<Record<WrittenKind | 'snapshot', string>> = {
  note: 'Note',
  decision: 'Decision',
  action: 'Action',
  status: 'Status',
  snapshot: 'Snapshot',
};
export const LINK_WORD: Readonly<Record<LinkKind, string>> = {
  change: 'Change',
  incident: 'Incident',
  handover: 'Handover',
  proof: 'Proof',
  ticket: 'Ticket',
  web: 'Web',
};

/** Short name of an incident: made of its id, so that two machines without a network never give the same number twice. */
export const shortId = (id: string): string => `INC-${id.replaceAll('-', '').slice(0, 5).toUpperCase()}`;
