import type { AwsError } from './errors';
import type { Service } from './call';
import { isRecord, type Json } from './json';

const NAMESPACES: Readonly<Record<Service, string>> = {
  monitoring: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  health: 'http://health.amazonaws.com/doc/2016-08-04/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  // These answer JSON only.
  codepipeline: 'http://codepipeline.amazonaws.com/doc/2015-07-09/',
  codedeploy: 'http://codedeploy.amazonaws.com/doc/2014-10-06/',
};

/** Fields that carry an instant: epoch seconds in our values, ISO 8601 in XML. */
const INSTANTS: ReadonlySet<string> = new Set([
  'Timestamps',
  'Expiration',
  'CreationTime',
  'LastUpdatedTime',
  'DeletionTime',
  'StartDate',
  'ExpireDate',
]);
const isInstant = (key: string): boolean => INSTANTS.has(key) || key.endsWith('Timestamp');

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function resultXml(service: Service, operation: string, value: Json, requestId: string): string {
  return (
    `<${operation}Response xmlns="${NAMESPACES[service]}"><${operation}Result>${fieldsXml(value)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`
  );
}

export function errorXml(service: Service, error: AwsError, requestId: string): string {
  const message = error.message === null ? '' : `<Message>${escapeXml(error.message)}</Message>`;
  return (
    `<ErrorResponse xmlns="${NAMESPACES[service]}"><Error><Type>${error.fault}</Type><Code>${error.queryCode}</Code>` +
    `${message}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}

const fieldsXml = (value: Json): string =>
  Object.entries(value)
    .map(([key, item]) => fieldXml(key, item))
    .join('');

function fieldXml(key: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (!Array.isArray(value)) return `<${key}>${valueXml(key, value)}</${key}>`;
  if (value.length === 0) return `<${key}/>`;
  return `<${key}>${value.map((item) => `<member>${valueXml(key, item)}</member>`).join('')}</${key}>`;
}

function valueXml(key: string, value: unknown): string {
  if (isRecord(value)) return fieldsXml(value);
  if (typeof value === 'number' && isInstant(key)) return new Date(value * 1000).toISOString();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? escapeXml(value) : escapeXml(JSON.stringify(value));
}
