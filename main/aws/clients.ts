import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { HealthClient } from '@aws-sdk/client-health';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../shared/lib/clock';
import { SECOND, type Ms } from '../../shared/lib/time';
import { createCredentials, type ProfileCredentials } from './credentials';
import { createHealthRegion, type ResolveCname } from './health-region';
import { defaultProfileFiles, environment, type ProfileFiles } from './profile-files';
import type { Target } from './types';

/** P1: connect 3 s. */
const CONNECT: Ms = 3 * SECOND;

export interface ClientOptions {
  readonly clock: Clock;
  /** One address for every service, as the demo has it; otherwise the SDK finds them, AWS_ENDPOINT_URL and its kin included. */
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
  }

  destroy(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
    this.credentials.clear();
  }

  private credentialsOf(profile: string): ProfileCredentials {
    let credentials = this.credentials.get(profile);
    if (credentials === undefined) {
      credentials = createCredentials(profile, {
        files: this.options.files ?? defaultProfileFiles(),
        endpoint: this.options.endpoint,
        clock: this.options.clock,
      });
      this.credentials.set(profile, credentials);
    }
    return credentials;
  }

  /** P1: every profile, region and service has its own client with its own connections. */
  private client<C extends Client>(
    profile: string,
    service: string,
    region: string,
    create: (settings: ReturnType<Clients['settings']>) => C,
  ): C {
    const key = `${profile} ${service} ${region}`;
    const known = this.clients.get(key);
    if (known !== undefined) return known as C;
    const client = create(this.settings(profile, region));
    this.clients.set(key, client);
    return client;
  }

  cloudWatch({ profile, region }: Target): CloudWatchClient {
    return this.client(profile, 'cloudwatch', region, (settings) => new CloudWatchClient(settings));
  }

  /** P8: the active endpoint, signed for its region. A configured endpoint stands for all of it. */
  async health({ profile }: Target): Promise<HealthClient> {
    const configured =
      this.options.endpoint ?? environment('AWS_ENDPOINT_URL_HEALTH') ?? environment('AWS_ENDPOINT_URL');
    const region = configured === undefined ? await this.healthRegion() : 'us-east-1';
    return this.client(profile, 'health', region, (settings) => new HealthClient(settings));
  }

  sts({ profile, region }: Target): STSClient {
    return this.client(profile, 'sts', stsRegion(region), (settings) => new STSClient(settings));
  }

  private settings(profile: string, region: string) {
    const { endpoint, files } = this.options;
    const agent = { keepAlive: true, maxSockets: 8 };
    return {
      region,
      credentials: this.credentialsOf(profile).provide,
      maxAttempts: 3,
      retryMode: 'standard',
      requestHandler: { connectionTimeout: CONNECT, httpAgent: agent, httpsAgent: agent },
      ...(endpoint === undefined ? {} : { endpoint }),
      // Settings beside the credentials (dual stack, FIPS) are the profile's too, where the profile is of the usual files.
      ...(files === undefined ? { profile } : {}),
    };
  }
}

/** A region of the partition that no account can have disabled. */
export function stsRegion(region: string): string {
  if (region.startsWith('cn-')) return 'cn-north-1';
  if (region.startsWith('us-gov-')) return 'us-gov-west-1';
  return region.startsWith('eusc-') ? 'eusc-de-east-1' : 'us-east-1';
}
