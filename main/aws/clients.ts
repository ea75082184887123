import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { HealthClient } from '@aws-sdk/client-health';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../shared/lib/clock';
import { SECOND, type Ms } from '../../shared/lib/time';
import { createCredentials, type ProfileCredentials } from './credentials';
import { createHealthRegion, type ResolveCname } from './health-region';
import { configuredEndpoint, type Service } from './endpoint';
import { defaultProfileFiles, readProfile, type Profile, type ProfileFiles } from './profile-files';
import type { Target } from './types';

/** P1: connect 3 s. */
const CONNECT: Ms = 3 * SECOND;

export interface ClientOptions {
  readonly clock: Clock;
  /** One address for every service, as the demo has it; otherwise AWS_ENDPOINT_URL and its kin, else what the profile says. */
  readonly endpoint?: string;
  /** Profile files of the demo; otherwise AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else those of ~/.aws. */
  readonly files?: ProfileFiles;
  /** P8: finds the active endpoint of AWS Health. */
  readonly resolveCname?: ResolveCname;
}

interface Client {
  destroy(): void;
}

/** Clients of the SDK and the credentials they share. */
export class Clients {
  private readonly options: ClientOptions;
  private readonly clients = new Map<string, Client>();
  private readonly credentials = new Map<string, ProfileCredentials>();
  private readonly profiles = new Map<string, Promise<Profile | null>>();
  private readonly healthRegion: () => Promise<string>;

  constructor(options: ClientOptions) {
    this.options = options;
    this.healthRegion = createHealthRegion(options.clock, options.resolveCname);
  }

  isAskingCredentials(profile: string): boolean {
    return this.credentials.get(profile)?.isAsking() === true;
  }

  /** P6: the next call reads the files again. */
  forgetCredentials(profile: string): void {
    this.credentials.get(profile)?.forget();
    this.profiles.delete(profile);
  }

  destroy(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
    this.credentials.clear();
    this.profiles.clear();
  }

  private credentialsOf(profile: string): ProfileCredentials {
    let credentials = this.credentials.get(profile);
    if (credentials === undefined) {
      credentials = createCredentials(profile, {
        files: this.files(),
        endpoint: this.options.endpoint,
        clock: this.options.clock,
      });
      this.credentials.set(profile, credentials);
    }
    return credentials;
  }

  /** P1: every profile, region and service has its own client with its own connections. */
  private client<C extends Client>(
    { profile, service, region, endpoint }: Place,
    create: (settings: ReturnType<Clients['settings']>) => C,
  ): C {
    // The address belongs to it: a profile can be given another one while we run.
    const key = `${profile} ${service} ${region} ${endpoint ?? ''}`;
    const known = this.clients.get(key);
    if (known !== undefined) return known as C;
    const client = create(this.settings(profile, region, endpoint));
    this.clients.set(key, client);
    return client;
  }

  /** The client of a service that has one endpoint in each region. */
  async regional<C extends Client>(
    { profile, region }: Target,
    service: Service,
    create: (settings: ReturnType<Clients['settings']>) => C,
  ): Promise<C> {
    const endpoint = await this.endpointOf(profile, service);
    return this.client({ profile, service, region, endpoint }, create);
  }

  cloudWatch(target: Target): Promise<CloudWatchClient> {
    return this.regional(target, 'cloudwatch', (settings) => new CloudWatchClient(settings));
  }

  /** P8: the active endpoint, signed for its region. A configured endpoint stands for all of it. */
  async health({ profile }: Target): Promise<HealthClient> {
    const endpoint = await this.endpointOf(profile, 'health');
    const region = endpoint === undefined ? await this.healthRegion() : 'us-east-1';
    return this.client({ profile, service: 'health', region, endpoint }, (settings) => new HealthClient(settings));
  }

  async sts({ profile, region: asked }: Target): Promise<STSClient> {
    const region = stsRegion(asked);
    const endpoint = await this.endpointOf(profile, 'sts');
    return this.client({ profile, service: 'sts', region, endpoint }, (settings) => new STSClient(settings));
  }

  private async endpointOf(profile: string, service: Service): Promise<string | undefined> {
    if (this.options.endpoint !== undefined) return this.options.endpoint;
    let read = this.profiles.get(profile);
    if (read === undefined) {
      read = readProfile(this.files(), profile);
      this.profiles.set(profile, read);
    }
    return configuredEndpoint(profile, await read, service);
  }

  private files(): ProfileFiles {
    return this.options.files ?? defaultProfileFiles();
  }

  private settings(profile: string, region: string, endpoint: string | undefined) {
    const { files } = this.options;
    const agent = { keepAlive: true, maxSockets: 8 };
    return {
      region,
      credentials: this.credentialsOf(profile).provide,
      maxAttempts: 3,
      retryMode: 'standard',
      requestHandler: { connectionTimeout: CONNECT, httpAgent: agent, httpsAgent: agent },
      // Left to itself the SDK takes the endpoint_url of AWS_PROFILE, which is another profile than this one.
      ...(endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint }),
      // Settings beside the credentials (dual stack, FIPS) are the profile's too, where the profile is of the usual files.
      ...(files === undefined ? { profile } : {}),
    };
  }
}

/** What one client is for. */
interface Place {
  readonly profile: string;
  readonly service: Service;
  readonly region: string;
  readonly endpoint: string | undefined;
}

/** A region of the partition that no account can have disabled. */
export function stsRegion(region: string): string {
  if (region.startsWith('cn-')) return 'cn-north-1';
  if (region.startsWith('us-gov-')) return 'us-gov-west-1';
  return region.startsWith('eusc-') ? 'eusc-de-east-1' : 'us-east-1';
}
