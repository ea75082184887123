import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Name of the session cookie. */
export const COOKIE = 'meridian';

/**
 * Who may speak to browser mode. The address alone proves nothing: every page of every browser on this machine can reach
 * loopback. So the Host must be ours (a foreign name that resolves to 127.0.0.1 has another), the Origin must be ours when one
 * is sent, and the caller holds the token or a session cookie made from it.
 */
export interface Access {
  /** Host and Origin are ours. */
  isOurs(request: IncomingMessage): boolean;
  /** Holds a session cookie of ours. */
  hasCookie(request: IncomingMessage): boolean;
  /** Sends the token as Bearer. */
  hasBearer(request: IncomingMessage): boolean;
  /** Turns the token of the link into a new session once; null for a wrong or used one. */
  openSession(token: string): string | null;
}

export function createAccess(options: {
  readonly port: number;
  readonly token: string;
  /** A random value nobody can guess, for a session. */
  readonly newSecret: () => string;
}): Access {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${options.port}`);
  const sessions: string[] = [];
  let linkUsed = false;

  return {
    isOurs: ({ headers, headersDistinct }) => {
      const { host, origin } = headers;
      // Of several, Node keeps the first; who sends several means to be read differently by somebody.
      if (headersDistinct.host?.length !== 1) return false;
      if (host === undefined || !hosts.includes(host.toLowerCase())) return false;
      return origin === undefined || origin === `http://${host.toLowerCase()}`;
    },
    hasCookie: ({ headers }) =>
      cookies(headers.cookie).some((value) => sessions.some((session) => sameSecret(value, session))),
    hasBearer: ({ headers }) => {
      const sent = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
      return sent !== undefined && sameSecret(sent, options.token);
    },
    openSession: (token) => {
      if (linkUsed || !sameSecret(token, options.token)) return null;
      linkUsed = true;
      const session = options.newSecret();
      sessions.push(session);
      return session;
    },
  };
}

/** Compares in a time that tells nothing of where, or in which length, the two differ. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Values of every cookie with our name; a browser may hold several (another path, another port of this host). */
function cookies(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(';')
    .slice(0, 50)
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${COOKIE}=`))
    .map((part) => part.slice(COOKIE.length + 1));
}
