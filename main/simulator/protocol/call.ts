import type { IncomingHttpHeaders } from 'node:http';
import { isRecord, type Json } from './json';
import { readQueryForm } from './query-form';

export type Service = 'health' | 'monitoring' | 'sts' | 'codepipeline' | 'codedeploy' | 'cloudformation';

/** One request, taken off the wire. */
export interface Call {
  /** `json` answers JSON, `query` answers XML. */
  readonly protocol: 'json' | 'query';
  /** Version of the JSON protocol, as the content type says it. */
  readonly contentType: string;
  /** The caller asked for query codes beside the JSON error. */
  readonly queryMode: boolean;
  readonly service: Service;
  readonly operation: string;
  readonly input: Json;
  /** From the SigV4 credential scope: which region the caller signed for. */
  readonly region: string;
  readonly accessKeyId: string | null;
}

export type CallProblem = 'not-aws' | 'unreadable';

const SCOPE = /Credential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/;

const TARGETS: readonly (readonly [prefix: string, service: Service])[] = [
  ['AWSHealth_20160804.', 'health'],
  ['GraniteServiceVersion20100801.', 'monitoring'],
  ['CodePipeline_20150709.', 'codepipeline'],
  ['CodeDeploy_20141006.', 'codedeploy'],
];

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

/** Reads service, operation, region and key from the headers and the input from the body. The signature is not verified. */
export function readCall(headers: IncomingHttpHeaders, body: string): Call | CallProblem {
  const scope = SCOPE.exec(one(headers.authorization));
  const accessKeyId = scope?.[1] ?? null;
  const region = scope?.[2] ?? 'us-east-1';
  const contentType = one(headers['content-type']);
  const target = one(headers['x-amz-target']);

  for (const [prefix, service] of TARGETS) {
    if (!target.startsWith(prefix)) continue;
    const input = parseJson(body);
    if (input === null) return 'unreadable';
    return {
      protocol: 'json',
      contentType: service === 'monitoring' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
      queryMode: one(headers['x-amzn-query-mode']) === 'true',
      service,
      operation: target.slice(prefix.length),
      input,
      region,
      accessKeyId,
    };
  }

  if (!contentType.startsWith('application/x-www-form-urlencoded')) return 'not-aws';
  const form = readQueryForm(body);
  if (form === null) return 'not-aws';
  const service = queryService(scope?.[3], form.version);
  return {
    protocol: 'query',
    contentType: 'text/xml',
    queryMode: true,
    service,
    operation: form.action,
    input: form.input,
    region,
    accessKeyId,
  };
}

/** By who is signed for, else by the version of the interface. */
function queryService(signed: string | undefined, version: string): Service {
  if (signed === 'monitoring' || version === '2010-08-01') return 'monitoring';
  return signed === 'cloudformation' || version === '2010-05-15' ? 'cloudformation' : 'sts';
}

function parseJson(body: string): Json | null {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
