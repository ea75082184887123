import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { HealthClient } from '@aws-sdk/client-health';
import { STSClient } from '@aws-sdk/client-sts';
import { afterEach } from 'vitest';
import { startSimulator, type Simulator } from '../../main/simulator';
import type { Ms } from '../../shared/lib/time';

/** A Tuesday evening in Brazil: 2026-11-17 22:42 in São Paulo. */
export const NOW = Date.parse('2026-11-18T01:42:20Z');

export const PROD = 'AKIADEMOPROD7EXAMPLE';
export const LOWER = 'AKIADEMOLOWR7EXAMPLE';
export const PROD_ACCOUNT = '111122223333';
export const LOWER_ACCOUNT = '444455556666';

const running: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

export interface Started extends Simulator {
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly cloudWatch: (region: string, key?: string) => CloudWatchClient;
  readonly health: (key?: string) => HealthClient;
  readonly sts: (key?: string) => STSClient;
  readonly codePipeline: (region: string, key?: string) => CodePipelineClient;
  readonly codeDeploy: (region: string, key?: string) => CodeDeployClient;
  readonly cloudFormation: (region: string, key?: string) => CloudFormationClient;
}

/** Starts a simulator that is stopped after the test. Its clock stands at `NOW` unless the scenario says otherwise. */
export async function started(scenario: unknown = {}, options: { seed?: number; now?: Ms } = {}): Promise<Started> {
  const simulator = await startSimulator({
    port: 0,
    clock: () => options.now ?? NOW,
    scenario,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  running.push(simulator.stop);
  const settings = (region: string, key: string) => ({
    endpoint: simulator.url,
    region,
    credentials: { accessKeyId: key, secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const kept = <T extends { destroy(): void }>(client: T): T => {
    running.unshift(() => client.destroy());
    return client;
  };
  return {
    ...simulator,
    control: async (method, path, body) => {
      const response = await fetch(`${simulator.url}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as unknown;
    },
    cloudWatch: (region, key = PROD) => kept(new CloudWatchClient(settings(region, key))),
    health: (key = PROD) => kept(new HealthClient(settings('us-east-1', key))),
    sts: (key = PROD) => kept(new STSClient(settings('us-east-1', key))),
    codePipeline: (region, key = PROD) => kept(new CodePipelineClient(settings(region, key))),
    codeDeploy: (region, key = PROD) => kept(new CodeDeployClient(settings(region, key))),
    cloudFormation: (region, key = PROD) => kept(new CloudFormationClient(settings(region, key))),
  };
}

/** What a rejected call says of itself. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('the call was answered');
}
