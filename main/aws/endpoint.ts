import { environment, type Profile } from './profile-files';

/** Services we ask, as AWS_ENDPOINT_URL_<SERVICE> and the services sections of the configuration file name them. */
export type Service =
  'cloudwatch' | 'health' | 'sts' | 'sso' | 'sso_oidc' | 'codepipeline' | 'codedeploy' | 'cloudformation';

/** What the configuration files say cannot be meant; the name stands at the beginning of the reason. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** The address the environment gives a service. */
const environmentEndpoint = (service: Service): string | undefined =>
  environment(`AWS_ENDPOINT_URL_${service.toUpperCase()}`) ?? environment('AWS_ENDPOINT_URL');

/**
 * The address configured for a service, in the order of AWS: the environment, the services section of the profile, the profile.
 * The SDK knows the same order, but reads it of AWS_PROFILE, whatever profile its client has: addresses of a stranger would be
 * used, and ours would not.
 */
export function configuredEndpoint(name: string, profile: Profile | null, service: Service): string | undefined {
  if (ignoresEndpoints(profile)) return undefined;
  return environmentEndpoint(service) ?? profileEndpoint(name, profile, service);
}

/** The address the profile itself gives a service. */
function profileEndpoint(name: string, profile: Profile | null, service: Service): string | undefined {
  if (profile === null || ignoresEndpoints(profile)) return undefined;
  const services = profile.settings.get('services');
  if (services !== undefined && profile.services === null)
    throw new ConfigurationError(
      `profile ${name} names the services section ${services}, which is in no AWS configuration file`,
    );
  const url = profile.services?.get(`${service}.endpoint_url`) ?? profile.settings.get('endpoint_url');
  if (url !== undefined && !/^https?:$/.test(protocolOf(url)))
    throw new ConfigurationError(`endpoint_url of profile ${name} is no http or https address`);
  return url;
}

/** Settings of the clients that obtain credentials. Addresses of the environment the SDK sees itself, each for its service. */
export function signInAddress(
  name: string,
  profile: Profile | null,
  endpoint: string | undefined,
): { readonly endpoint: string } | { readonly ignoreConfiguredEndpointUrls: true } | undefined {
  if (endpoint !== undefined) return { endpoint };
  const services: readonly Service[] = ['sts', 'sso', 'sso_oidc'];
  if (!ignoresEndpoints(profile) && services.some((service) => environmentEndpoint(service) !== undefined))
    return undefined;
  const own = profileEndpoint(name, profile, profile?.kind === 'sso' ? 'sso' : 'sts');
  return own === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint: own };
}

const protocolOf = (url: string): string => (URL.canParse(url) ? new URL(url).protocol : '');

function ignoresEndpoints(profile: Profile | null): boolean {
  const said =
    environment('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') ?? profile?.settings.get('ignore_configured_endpoint_urls');
  return said?.toLowerCase() === 'true';
}
