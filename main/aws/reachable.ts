import { connect } from 'node:net';
import { SECOND } from '../../shared/lib/time';
import { networkCause } from './network';
import { configuredEndpoint } from './endpoint';
import type { Profile } from './profile-files';

/** Where the sign-in of a profile is renewed: the configured endpoint, else the one of its SSO region. */
function signInEndpoint(name: string, profile: Profile, endpoint: string | undefined): URL {
  const configured = endpoint ?? configuredEndpoint(name, profile, 'sso_oidc');
  const region = profile.ssoSession?.get('sso_region') ?? profile.settings.get('sso_region') ?? 'us-east-1';
  return new URL(configured ?? `https://oidc.${region}.amazonaws.com`);
}

/** P6: offline is told from expired: why the sign-in service cannot be reached, null when it can. Opens a connection and says nothing over it. */
export function signInTrouble(name: string, profile: Profile, endpoint: string | undefined): Promise<string | null> {
  const url = signInEndpoint(name, profile, endpoint);
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname,
      port: Number(url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : url.port),
    });
    const end = (trouble: string | null): void => {
      socket.destroy();
      resolve(trouble);
    };
    socket.setTimeout(3 * SECOND, () => {
      end('no connection within 3 s');
    });
    socket.once('connect', () => {
      end(null);
    });
    socket.once('error', (error) => {
      end(networkCause(error) ?? error.message);
    });
  });
}
