import type { Workspace } from '../workspace/types';
import type { ChangeRules } from './types';

export const rulesOf = ({ freezes }: Workspace): ChangeRules => ({ freezes, hours: {}, dependencies: {} });
