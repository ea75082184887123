import { join } from 'node:path';

/** What stands in a data folder of its records. */
export const recordPlaces = (
  data: string,
): {
  readonly folder: string;
  readonly database: string;
  readonly backups: string;
  readonly recent: string;
  readonly recentBefore: string;
  readonly lastNumber: string;
  readonly replica: string;
} => {
  const folder = join(data, 'records');
  return {
    folder,
    database: join(folder, 'records.db'),
    backups: join(folder, 'backups'),
    /** What was saved last, once more: what a broken journal loses is taken from here. */
    recent: join(folder, 'recent.log'),
    recentBefore: join(folder, 'recent.1.log'),
    /** The number given last: says that something is missing where nothing else can. */
    lastNumber: join(folder, 'last-number'),
    /** Outside of the folder of the database: who restores that does not restore this. */
    replica: join(data, 'replica.json'),
  };
};
