import { describe, expect, it } from 'vitest';
import { pillOf } from '../../../../renderer/features/shell/title-bar/view-model';
import { seeNow } from '../../../../renderer/stores/derive/sight';
import type { SourceView } from '../../../../shared/domain/snapshot/types';
import { calm } from '../../builders/retail';
import { aSource, NOW } from '../../builders/snapshot';

const hint = (outside: readonly SourceView[]): readonly string[] => {
  const snapshot = calm();
  const sources = [...snapshot.sources, ...outside];
  return pillOf(seeNow({ ...snapshot, sources }, 'connected', NOW), sources, null, NOW).hint.split('\n');
};
const denied = (api: string): SourceView =>
  aSource({ api, condition: 'denied', lastGoodAt: null, reason: 'codepipeline:ListPipelines is not allowed' });

describe('what the pill says of sources', () => {
  it('S2: changes from outside that may not be seen are said on a line of their own; the rest reads as without them', () => {
    const without = hint([]);
    const outside = [denied('CodePipeline'), aSource({ api: 'CodeDeploy' }), aSource({ api: 'CloudFormation' })];
    expect(hint(outside)).toEqual([
      ...without,
      'Changes from outside: 1 of 3 sources not seen (CodePipeline denied, codepipeline:ListPipelines is not allowed).',
    ]);
    expect(without.join()).toContain('all answering');
  });

  it('S2: mute rules that may not be seen are said on a line of their own too', () => {
    const mutes = aSource({
      api: 'ListAlarmMuteRules',
      condition: 'denied',
      lastGoodAt: null,
      reason: 'cloudwatch:ListAlarmMuteRules is not allowed',
    });
    expect(hint([mutes])).toEqual([
      ...hint([]),
      'Mute rules of alarms: 1 of 1 source not seen (ListAlarmMuteRules denied, cloudwatch:ListAlarmMuteRules is not allowed).',
    ]);
    expect(hint([aSource({ api: 'ListAlarmMuteRules' })])).toEqual(hint([]));
  });

  it('says nothing of them while all is well, or while they wait for their first turn', () => {
    const never = aSource({ api: 'CodeDeploy', condition: 'never', lastGoodAt: null, reason: 'not asked yet' });
    expect(hint([aSource({ api: 'CodePipeline' }), never])).toEqual(hint([]));
  });
});
