import type { UpdateProblem } from '../../shared/domain/updates/types';

/** Carries a problem through electron-updater, which knows exceptions only. It is a value again where it comes out. */
export class Trouble extends Error {
  readonly problem: UpdateProblem;

  constructor(code: UpdateProblem['code'], detail: string | null = null) {
    super(detail === null ? code : `${code}: ${detail}`);
    this.name = 'Trouble';
    this.problem = { code, detail };
  }
}

const NETWORK =
  /^(ENOTFOUND|EAI_AGAIN|ECONN\w+|EPIPE|EHOST\w+|ENET\w+|EADDRNOTAVAIL|HPE_\w+|ERR_STREAM_\w+|ERR_HTTP_\w+)$/;
const TLS =
  /^(CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)$/;

/** Whatever was thrown on the way, as a problem. A path or an address of the exception's text never gets into it. */
export function problemOf(error: unknown): UpdateProblem {
  if (error instanceof Trouble) return error.problem;
  const code = codeOf(error);
  if (code === null) return { code: 'internal', detail: null };
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'no-space', detail: null };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ETXTBSY')
    return { code: 'not-writable', detail: code };
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return { code: 'timed-out', detail: null };
  if (TLS.test(code)) return { code: 'untrusted-connection', detail: code };
  if (NETWORK.test(code)) return { code: 'unreachable', detail: code };
  if (code === 'ERR_CHECKSUM_MISMATCH') return { code: 'altered-file', detail: null };
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return { code: 'bad-publisher', detail: null };
  return { code: 'internal', detail: code };
}

function codeOf(error: unknown): string | null {
  if (error === null || typeof error !== 'object' || !('code' in error) || typeof error.code !== 'string') return null;
  return /^\w{1,60}$/.test(error.code) ? error.code : null;
}
