import type { OutsideApi } from '../../../shared/domain/sources/types';
import { assertNever } from '../../../shared/lib/assert-never';
import { DeploymentSource } from './deployments';
import type { OutsideOptions, OutsideSource } from './outside-source';
import { PipelineSource } from './pipelines';
import { StackSource } from './stacks';

export function createOutsideSource(api: OutsideApi, options: OutsideOptions): OutsideSource {
  switch (api) {
    case 'CodePipeline':
      return new PipelineSource(options);
    case 'CodeDeploy':
      return new DeploymentSource(options);
    case 'CloudFormation':
      return new StackSource(options);
    default:
      return assertNever(api);
  }
}
