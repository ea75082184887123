import { expect, test } from 'vitest';
import { sourceId } from '../../../shared/domain/sources/types';
import { allSources, requiredSources } from '../../../shared/domain/status/required';
import { aSignal } from '../../builders/signals';
import { aSite, aWorkspace } from '../../builders/sites';

const none = { include: [], ignore: [], critical: [] };

test.each([
  { what: 'alarms and signals', site: aSite(), ids: ['prod/sa-east-1/DescribeAlarms', 'prod/sa-east-1/GetMetricData'] },
  { what: 'no signal', site: aSite({ signals: [] }), ids: ['prod/sa-east-1/DescribeAlarms'] },
  { what: 'no alarm wanted', site: aSite({ alarms: none }), ids: ['prod/sa-east-1/GetMetricData'] },
  { what: 'nothing', site: aSite({ signals: [], alarms: none }), ids: [] },
  {
    what: 'health required',
    site: aSite({ healthRequired: true }),
    ids: ['prod/sa-east-1/DescribeAlarms', 'prod/sa-east-1/GetMetricData', 'prod/global/Health'],
  },
  {
    what: 'signals of several places, each once',
    site: aSite({
      signals: [
        aSignal(),
        aSignal({ id: 'b' }),
        aSignal({ id: 'c', region: 'us-east-1' }),
        aSignal({ id: 'd', account: 'cdn', region: 'us-east-1' }),
      ],
    }),
    ids: [
      'prod/sa-east-1/DescribeAlarms',
      'prod/sa-east-1/GetMetricData',
      'prod/us-east-1/GetMetricData',
      'cdn/us-east-1/GetMetricData',
    ],
  },
])('S2: required are metrics and alarms of every account and region that are named: $what', ({ site, ids }) => {
  expect(requiredSources(site).map(sourceId)).toEqual(ids);
});

test('P1: a workspace asks what its sites require and AWS Health of every account that a site uses, each once', () => {
  const workspace = aWorkspace({
    sites: [aSite(), aSite({ id: 'b' }), aSite({ id: 'c', account: 'lower', signals: [], alarms: none })],
  });
  expect(allSources(workspace).map(sourceId)).toEqual([
    'prod/sa-east-1/DescribeAlarms',
    'prod/sa-east-1/GetMetricData',
    'prod/global/Health',
    'lower/global/Health',
  ]);
});
