/** An AWS look-alike on loopback HTTP: AWS Health, CloudWatch, STS, CodePipeline, CodeDeploy and CloudFormation, over a retail world or a scripted one. */
export { demoCredentials } from './accounts';
export { demoWorkspaceText } from './demo';
export { parseScenario, type Scenario } from './scenario/schema';
export { startSimulator, type Simulator, type SimulatorOptions } from './simulator';
export type { LogEntry } from './request-log';
