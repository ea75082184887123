import type { AwsError } from '../protocol/errors';

/** A refusal that CodePipeline and CodeDeploy name with a type of their own; they answer JSON only. */
const named = (type: string, message: string): AwsError => ({
  type,
  queryCode: type,
  message,
  fault: 'Sender',
  status: 400,
  queryStatus: 400,
});

export const invalidToken = named('InvalidNextTokenException', 'The next token is not valid.');

export const pipelineNotFound = (name: string, region: string, account: string): AwsError =>
  named(
    'PipelineNotFoundException',
    `Account '${account}' does not have a pipeline with name '${name}' in region '${region}'`,
  );

export const invalidStatus = (status: string): AwsError =>
  named('InvalidDeploymentStatusException', `The status ${status} is not a deployment status.`);

export const invalidTimeRange = named('InvalidTimeRangeException', 'The time range starts after its end.');

export const deploymentIdRequired = named('DeploymentIdRequiredException', 'At least one deployment ID is required.');

export const batchLimitExceeded = (most: number): AwsError =>
  named('BatchLimitExceededException', `The maximum number of deployments in a batch is ${most}.`);
