import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { BatchGetDeploymentsCommand, CodeDeployClient, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import type { Clients } from './clients';
import type { OutsideOperation } from './commands';
import { takeRawBody } from './raw-body';
import type { Answer, Target } from './types';

// Loaded with the first question about changes from outside, and not before: no status waits for these clients.

type Take = (answer: Answer) => void;
type Ask = (
  clients: Clients,
  target: Target,
  input: Readonly<Record<string, unknown>>,
  take: Take,
  options: { readonly abortSignal: AbortSignal },
) => Promise<unknown>;

/** CloudFormation speaks XML: what the SDK decodes in place of the body that was taken is no object of JSON. */
const NO_BODY = new Uint8Array();

const codePipeline = (clients: Clients, target: Target): Promise<CodePipelineClient> =>
  clients.regional(target, 'codepipeline', (settings) => new CodePipelineClient(settings));
const codeDeploy = (clients: Clients, target: Target): Promise<CodeDeployClient> =>
  clients.regional(target, 'codedeploy', (settings) => new CodeDeployClient(settings));
const cloudFormation = (clients: Clients, target: Target): Promise<CloudFormationClient> =>
  clients.regional(target, 'cloudformation', (settings) => new CloudFormationClient(settings));

/** Every operation only reads; nothing here can change anything in AWS. */
export const OUTSIDE: Readonly<Record<OutsideOperation, Ask>> = {
  ListPipelines: async (clients, target, input, take, options) => {
    const command = new ListPipelinesCommand(input);
    takeRawBody(command.middlewareStack, take);
    return (await codePipeline(clients, target)).send(command, options);
  },
  ListPipelineExecutions: async (clients, target, input, take, options) => {
    const command = new ListPipelineExecutionsCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return (await codePipeline(clients, target)).send(command, options);
  },
  GetPipelineState: async (clients, target, input, take, options) => {
    const command = new GetPipelineStateCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return (await codePipeline(clients, target)).send(command, options);
  },
  ListDeployments: async (clients, target, input, take, options) => {
    const command = new ListDeploymentsCommand(input);
    takeRawBody(command.middlewareStack, take);
    return (await codeDeploy(clients, target)).send(command, options);
  },
  BatchGetDeployments: async (clients, target, input, take, options) => {
    const command = new BatchGetDeploymentsCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return (await codeDeploy(clients, target)).send(command, options);
  },
  ListStacks: async (clients, target, input, take, options) => {
    const command = new ListStacksCommand(input);
    takeRawBody(command.middlewareStack, take, NO_BODY);
    return (await cloudFormation(clients, target)).send(command, options);
  },
};
