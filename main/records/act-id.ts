import { actBody, type Act } from '../../shared/records/acts';
import { canonicalJson, type Sha256 } from '../../shared/records/content-hash';
import type { ActId } from '../../shared/records/ids';

/** The hash of all an act says, and so of all acts before it (R21). */
export const actId = (act: Act, sha256: Sha256): ActId => sha256(canonicalJson(actBody(act)));
