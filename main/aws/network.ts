import { thrown } from './words';

const NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|ESOCKETTIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)\b/;

/** P6: in words what cut the way to AWS; null when AWS (or somebody in its place) did answer. */
export function networkCause(error: unknown): string | null {
  const { name, code, message, host } = thrown(error);
  const known = NETWORK.exec(`${code ?? ''} ${message}`)?.[1];
  const at = host ?? hostIn(message);
  const where = at === null ? '' : ` ${at}`;
  switch (known) {
    case 'ENOTFOUND':
      return `cannot resolve host${where}`;
    case 'EAI_AGAIN':
      return `cannot resolve host${where}: the name service does not answer`;
    case 'ECONNREFUSED':
      return `connection refused${at === null ? '' : ` by ${at}`}`;
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return 'connection reset';
    case 'ETIMEDOUT':
    case 'ESOCKETTIMEDOUT':
      return 'connection timed out';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return 'the network cannot be reached';
    case undefined:
    default:
      if (message.includes('did not establish a connection')) return 'no connection within 3 s';
      if (/socket hang up|^aborted$|other side closed/i.test(message)) return 'connection reset';
      return name === 'TimeoutError' || /\btimed? ?out\b/i.test(message) ? 'connection timed out' : null;
  }
}

/** `getaddrinfo ENOTFOUND host` and `connect ECONNREFUSED address:port` name it at the end. */
const hostIn = (message: string): string | null =>
  /\b(?:getaddrinfo|connect|queryA?|queryCname) E[A-Z_]+ ([\w.:[\]-]{1,120})/.exec(message)?.[1] ?? null;

const TLS =
  /\b(CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)\b/;

/** What is wrong with the encrypted connection; null when nothing is. */
export function tlsCause(error: unknown): string | null {
  const { code, message } = thrown(error);
  const known = TLS.exec(`${code ?? ''} ${message}`)?.[1];
  return known === undefined
    ? null
    : `the encrypted connection failed (${known}); behind a company proxy NODE_EXTRA_CA_CERTS may have to name its certificate`;
}
