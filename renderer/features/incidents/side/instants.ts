import type { Ms } from '../../../../shared/lib/time';

/** The text of a `datetime-local` field, read as UTC; null for an empty or unreadable one. */
export function fromInput(text: string): Ms | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const at = Date.parse(`${text}Z`);
  return Number.isFinite(at) && at >= 0 ? at : null;
}

export const toInput = (at: Ms | null): string => (at === null ? '' : new Date(at).toISOString().slice(0, 16));
