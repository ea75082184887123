import { userInfo } from 'node:os';
import type { PersonId } from '../../shared/records/ids';
import { recordPlaces } from '../storage/records/places';
import { readReplicaFile } from '../storage/records/replica-file';

/** Who used the folder so far, where that is one person; else whom the system says it is. */
export function personOf(folder: string): PersonId {
  const file = readReplicaFile(recordPlaces(folder).replica);
  const known = file === null || file === 'none' ? [] : Object.keys(file.replicas);
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
