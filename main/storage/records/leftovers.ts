import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { recordPlaces } from './places';

const OF_A_BACKUP = /\.db\.part(-wal|-shm|-journal)?$/;
const OF_A_REPAIR = /^(salvage-.*|records\.db\.new(-wal|-shm|-journal)?)$/;

/** Half-made files of a program that was killed in the middle: they hold words that nobody keeps in order, also redacted ones. */
export function clearLeftovers({ folder, backups }: ReturnType<typeof recordPlaces>): void {
  for (const [place, name] of [
    [folder, OF_A_REPAIR],
    [backups, OF_A_BACKUP],
  ] as const) {
    if (!existsSync(place)) continue;
    for (const left of readdirSync(place))
      if (name.test(left)) rmSync(join(place, left), { recursive: true, force: true });
  }
}
