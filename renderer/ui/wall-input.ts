import type { Ms } from '../../shared/lib/time';
import { fromWall, toWall } from '../../shared/lib/zones';

/** The text of a `datetime-local` field, read as the wall clock of a zone; null for an empty or unreadable one. */
export function fromWallInput(text: string, zone: string): Ms | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const wall = Date.parse(`${text}Z`);
  if (!Number.isFinite(wall)) return null;
  const at = fromWall(zone, wall);
  return at >= 0 ? at : null;
}

export const toWallInput = (at: Ms, zone: string): string => new Date(toWall(zone, at)).toISOString().slice(0, 16);
