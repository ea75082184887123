import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer, type AnswerKind, type Parsed } from '../../../main/polling/parse/parse';
import { xmlObject } from '../../../main/polling/parse/xml';
import { HOSTILE, STEERING } from '../../builders/hostile';
import { holds } from '../../builders/property';
import { NOW } from '../builders';
import { stacksXml } from '../outside/rig';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parseText = <K extends AnswerKind>(kind: K, text: string) => parseAnswer(kind, bytes(text), NOW);
function good<K extends AnswerKind>(kind: K, value: unknown): Parsed[K] {
  const parsed = parseText(kind, typeof value === 'string' ? value : JSON.stringify(value));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('XML (P10)', () => {
  const read = (text: string) => xmlObject(bytes(text), 'R');

  it.each([
    ['<a><R><x>1</x></R></a>', { x: '1' }],
    ['<a><R><l><member>1</member><member>2</member></l></R></a>', { l: ['1', '2'] }],
    ['<a><R><l><member><x>1</x></member></l></R></a>', { l: [{ x: '1' }] }],
    ['<a><R><l/><m></m></R></a>', { l: '', m: '' }],
    ['<a><R/></a>', {}],
    ['<?xml version="1.0"?>\n<!-- x --><a xmlns="u"><n:R y="1">\n <n:x>1</n:x>\n</n:R></a>\n', { x: '1' }],
    ['<a><R><x>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;&unknown;</x></R></a>', { x: '<&>"\'A\u{1f600}&unknown;' }],
    ['<a><R><x><![CDATA[<b>&amp;</b>]]></x></R></a>', { x: '<b>&amp;</b>' }],
    [
      '<a><R><__proto__>1</__proto__><x>1</x></R></a>',
      Object.fromEntries([
        ['__proto__', '1'],
        ['x', '1'],
      ]),
    ],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual({ ok: true, value });
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it.each([
    ['', 'an empty answer'],
    ['{"R":{}}', 'JSON instead of XML'],
    ['<!DOCTYPE html><html></html>', 'HTML instead of XML (a proxy or a sign-in page?)'],
    ['<html><body>sign in</body></html>', 'HTML instead of XML (a proxy or a sign-in page?)'],
    ['hello', 'not XML'],
    ['<a><R></a>', 'XML whose elements do not close'],
    ['<a><R><x>1</x>', 'XML cut off'],
    ['<a><R><x', 'XML cut off'],
    ['<a><S/></a>', 'XML without R'],
    ['<a>text</a>', 'XML without R'],
    ['<a><R>text</R></a>', 'XML without R'],
    ['<a><R/></a><b/>', 'not XML'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a><R/></a>', 'not XML'],
    ['<a>'.repeat(40), 'XML nested deeper than 32 elements'],
  ])('%j is %s', (text, words) => {
    expect(read(text)).toEqual({ ok: false, error: words });
  });

  it('never throws and never hangs, whatever comes', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<R>',
      '</R>',
      '<member>',
      '</member>',
      '&',
      '&#',
      '<',
      '>',
      '<!--',
      '-->',
      ']]>',
      'x',
      ' ',
      '<a b="c>',
      '/>',
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const result = read(pieces.join(''));
        expect(result.ok || result.error.length > 0).toBe(true);
      }),
      2_000,
    );
    const began = performance.now();
    for (const one of ['<', '<!--', '<a b', '&', '<a>']) read(one.repeat(200_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('answers of CodePipeline, CodeDeploy and CloudFormation (P10)', () => {
  it.each([
    ['pipelines', {}, 'no pipelines in it'],
    ['pipelines', { pipelines: {} }, 'pipelines is not a list'],
    ['executions', {}, 'no pipelineExecutionSummaries in it'],
    ['executions', { pipelineExecutionSummaries: 'x' }, 'pipelineExecutionSummaries is not a list'],
    ['pipelineState', {}, 'no stageStates in it'],
    ['pipelineState', { stageStates: 3 }, 'stageStates is not a list'],
    ['deploymentIds', {}, 'no deployments in it'],
    ['deploymentIds', { deployments: {} }, 'deployments is not a list'],
    ['deployments', {}, 'no deploymentsInfo in it'],
    ['deployments', { deploymentsInfo: {} }, 'deploymentsInfo is not a list'],
  ] as const)('%s: %j is refused with words', (kind, value, words) => {
    expect(parseText(kind, JSON.stringify(value))).toEqual({ ok: false, error: words });
  });

  it.each([
    ['<ListStacksResponse><ListStacksResult/></ListStacksResponse>', 'no StackSummaries in it'],
    ['<r><ListStacksResult><StackSummaries>x</StackSummaries></ListStacksResult></r>', 'StackSummaries is not a list'],
    ['<ErrorResponse><Error/></ErrorResponse>', 'XML without ListStacksResult'],
    ['{}', 'JSON instead of XML'],
  ])('stacks: %j is refused with words', (text, words) => {
    expect(parseText('stacks', text)).toEqual({ ok: false, error: words });
  });

  it('one bad item costs only itself, and is named', () => {
    expect(good('pipelines', { pipelines: [{ name: 'a' }, {}, 7, { name: '' }], nextToken: 't' })).toEqual({
      pipelines: [{ name: 'a', updatedAt: null }],
      nextToken: 't',
      notUnderstood: ['pipelines[1]', 'pipelines[2]', 'pipelines[3]'],
    });
    const executions = good('executions', {
      pipelineExecutionSummaries: [
        { pipelineExecutionId: 'good', status: 'InProgress', startTime: 'no time', sourceRevisions: {}, trigger: 3 },
        { pipelineExecutionId: 'no status' },
        null,
      ],
    });
    expect(executions.executions).toMatchObject([{ id: 'good', startedAt: null, revisions: [], trigger: null }]);
    expect(executions.notUnderstood).toEqual(['no status', 'pipelineExecutionSummaries[2]']);
    const deployments = good('deployments', {
      deploymentsInfo: [{ deploymentId: 'd-1', applicationName: 'a', status: 'Ready' }, { deploymentId: 'd-2' }, []],
    });
    expect(deployments.deployments).toMatchObject([{ id: 'd-1', group: null, overview: null }]);
    expect(deployments.notUnderstood).toEqual(['d-2', 'deploymentsInfo[2]']);
    expect(good('deploymentIds', { deployments: ['d-1', 4, ''] })).toMatchObject({
      ids: ['d-1'],
      notUnderstood: ['deployments[1]', 'deployments[2]'],
    });
    const stacks = good(
      'stacks',
      stacksXml([
        { StackId: 'arn:aws:cloudformation:r:1:stack/a/u', StackName: 'a', StackStatus: 'UPDATE_IN_PROGRESS' },
        { StackName: 'b', StackStatus: 'UPDATE_IN_PROGRESS' },
        { StackId: 'arn:x/c/u', StackName: 'c', StackStatus: 'SINGING' },
      ]),
    );
    expect(stacks.stacks.map(({ name }) => name)).toEqual(['a']);
    expect(stacks.notUnderstood).toEqual(['b', 'c (status SINGING)']);
  });

  it('of a manual approval its token is seen and not kept', () => {
    const page = good('pipelineState', {
      stageStates: [
        {
          stageName: 'Approve',
          actionStates: [
            {
              actionName: 'OK?',
              latestExecution: { status: 'InProgress', lastStatusChange: 1_780_000_000.5, token: 'opens-it' },
            },
            { actionName: 'never ran' },
          ],
          latestExecution: { pipelineExecutionId: 'run-1', status: 'InProgress' },
        },
        {
          stageName: 'Production',
          inboundExecution: { pipelineExecutionId: 'run-2', status: 'InProgress' },
          inboundExecutions: [{ pipelineExecutionId: 'run-3', status: 'InProgress' }],
          inboundTransitionState: { enabled: false, disabledReason: 'freeze', lastChangedAt: 1_780_000_000 },
        },
      ],
    });
    expect(page.stages).toEqual([
      {
        name: 'Approve',
        execution: 'run-1',
        status: 'InProgress',
        inbound: [],
        closed: null,
        actions: [{ name: 'OK?', status: 'InProgress', changedAt: 1_780_000_000_500, approval: true }],
      },
      {
        name: 'Production',
        execution: null,
        status: null,
        inbound: ['run-2', 'run-3'],
        closed: { since: 1_780_000_000_000, reason: 'freeze' },
        actions: [],
      },
    ]);
    expect(JSON.stringify(page)).not.toContain('opens-it');
  });

  it.each([
    [JSON.stringify({ ProviderType: 'GitHub', CommitMessage: 'fix prices' }), 'fix prices'],
    ['a plain summary', 'a plain summary'],
    ['{not json', '{not json'],
    ['', null],
  ])('revision summary %j reads %j', (revisionSummary, summary) => {
    const { executions } = good('executions', {
      pipelineExecutionSummaries: [
        { pipelineExecutionId: 'a', status: 'Failed', sourceRevisions: [{ revisionId: 'r', revisionSummary }] },
      ],
    });
    expect(executions[0]?.revisions).toEqual([{ id: 'r', summary }]);
  });

  it.each([
    [{ gitHubLocation: { repository: 'retail/checkout', commitId: 'c0ffee' } }, 'retail/checkout@c0ffee'],
    [{ s3Location: { bucket: 'b', key: 'k.zip', version: 'v1' } }, 's3://b/k.zip@v1'],
    [{ s3Location: { bucket: 'b', key: 'k.zip' } }, 's3://b/k.zip'],
    [{ appSpecContent: { content: '{}', sha256: 'abc' } }, 'abc'],
    [{}, null],
    ['x', null],
  ])('revision %j of a deployment reads %j', (revision, text) => {
    const { deployments } = good('deployments', {
      deploymentsInfo: [{ deploymentId: 'd', applicationName: 'a', status: 'Created', revision }],
    });
    expect(deployments[0]?.revision).toBe(text);
  });

  it('of targets, those that are through count, whatever came of them', () => {
    const overview = { Pending: 3, InProgress: 2, Succeeded: 5, Failed: 1, Skipped: 1, Ready: -4, Other: 9 };
    const { deployments } = good('deployments', {
      deploymentsInfo: [
        { deploymentId: 'd', applicationName: 'a', status: 'InProgress', deploymentOverview: overview },
      ],
    });
    expect(deployments[0]?.overview).toEqual({ ended: 7, all: 12 });
  });

  it('names that want to be more than names are not', () => {
    for (const text of Object.values(HOSTILE)) {
      const { pipelines } = good('pipelines', { pipelines: [{ name: text }] });
      const { deployments } = good('deployments', {
        deploymentsInfo: [{ deploymentId: 'd', applicationName: text, status: 'Created', description: text }],
      });
      for (const said of [pipelines[0]?.name, deployments[0]?.application, deployments[0]?.description ?? ''])
        expect(said).not.toMatch(STEERING);
    }
  });
});
