import { remembered } from '../../lib/remembered';
import { outsideSources } from '../outside/sources';
import { allSources, muteSources } from '../status/required';
import type { Workspace } from '../workspace/types';
import type { SourceKey } from './types';

/** What no status needs, and is asked beside: which alarms are muted, and changes from outside. */
export const besideSources = remembered((workspace: Workspace): readonly SourceKey[] => [
  ...muteSources(workspace),
  ...outsideSources(workspace),
]);

/** Every source there may be: what a status needs, then the others. */
export const knownSources = remembered((workspace: Workspace): readonly SourceKey[] => [
  ...allSources(workspace),
  ...besideSources(workspace),
]);
