import type { AwsError } from './errors';
import type { Call } from './call';
import type { Json } from './json';
import { errorXml, resultXml } from './xml';

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the log: code of a refusal, null for a good answer. */
  readonly errorCode: string | null;
}

export function goodAnswer(call: Call, value: Json, requestId: string): Answer {
  if (call.protocol === 'query') {
    return {
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: resultXml(call.service, call.operation, value, requestId),
      errorCode: null,
    };
  }
  return {
    status: 200,
    headers: { 'content-type': call.contentType, 'x-amzn-requestid': requestId },
    body: JSON.stringify(value),
    errorCode: null,
  };
}

export function errorAnswer(call: Call, error: AwsError, requestId: string): Answer {
  if (call.protocol === 'query') {
    return {
      status: error.queryStatus,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: errorXml(call.service, error, requestId),
      errorCode: error.queryCode,
    };
  }
  const type = call.contentType.endsWith('1.1') ? (error.type.split('#').at(-1) ?? error.type) : error.type;
  const headers: Record<string, string> = { 'content-type': call.contentType, 'x-amzn-requestid': requestId };
  if (call.queryMode) headers['x-amzn-query-error'] = `${error.queryCode};${error.fault}`;
  return {
    status: call.queryMode ? error.queryStatus : error.status,
    headers,
    body: JSON.stringify(error.message === null ? { __type: type } : { __type: type, message: error.message }),
    errorCode: call.queryMode ? error.queryCode : (type.split('#').at(-1) ?? type),
  };
}
