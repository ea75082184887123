import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { describe, expect, test } from 'vitest';
import { readQueryForm } from '../../main/simulator/protocol/query-form';
import { NOW, PROD, refusal, started, type Started } from './harness';
import { lastMinutes, metricOf, scripted, stat } from './questions';

/** The form in which older command lines still speak to CloudWatch. */
function queryClient(sim: Started, region: string): CloudWatchClient {
  return new CloudWatchClient({
    endpoint: sim.url,
    region,
    credentials: { accessKeyId: PROD, secretAccessKey: 'x' },
    maxAttempts: 1,
    protocol: new AwsQueryProtocol({
      defaultNamespace: 'com.amazonaws.cloudwatch',
      xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
      version: '2010-08-01',
    }),
  });
}

describe('the Query form', () => {
  test('unfolds lists and objects', () => {
    expect(readQueryForm('Action=A&Version=1&L.member.2=b&L.member.1=a&O.P.member.1.Q=x&E=')).toEqual({
      action: 'A',
      version: '1',
      input: { L: ['a', 'b'], O: { P: [{ Q: 'x' }] }, E: '' },
    });
    expect(readQueryForm('Version=1')).toBeNull();
  });

  test('ten members keep their order', () => {
    const body = Array.from({ length: 11 }, (_, i) => `L.member.${i + 1}=v${i + 1}`).join('&');
    expect(readQueryForm(`Action=A&${body}`)!.input['L']).toEqual(Array.from({ length: 11 }, (_, i) => `v${i + 1}`));
  });

  test('cannot reach into the prototype of objects', () => {
    readQueryForm('Action=A&__proto__.member.1=x&constructor.prototype.polluted=1');
    expect('polluted' in {}).toBe(false);
  });
});

describe('CloudWatch in XML', () => {
  test('GetMetricData and DescribeAlarms answer the same as in JSON', async () => {
    const sim = await started();
    const json = sim.cloudWatch('sa-east-1');
    const xml = queryClient(sim, 'sa-east-1');
    const balancer = { LoadBalancer: 'app/retail-br-prod/3c5e7092b4d6f818' };
    const question = () =>
      lastMinutes(5, [
        { Id: 'p95', MetricStat: metricOf('AWS/ApplicationELB', 'TargetResponseTime', balancer, 'p95') },
        { Id: 'r', MetricStat: metricOf('AWS/ApplicationELB', 'RequestCount', balancer, 'Sum'), ReturnData: false },
        { Id: 'rate', Expression: 'r / PERIOD(r)', Label: 'a < b & "c"' },
      ]);
    const strip = <T extends { $metadata: unknown }>({ $metadata: _, ...rest }: T) => rest;
    const ofXml = strip(await xml.send(question()));
    expect(ofXml.MetricDataResults).toEqual(strip(await json.send(question())).MetricDataResults);
    expect(ofXml.MetricDataResults![1]!.Label).toBe('a < b & "c"');

    const alarms = () => new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 7 });
    const first = strip(await xml.send(alarms()));
    expect(first).toEqual(strip(await json.send(alarms())));
    expect(first.NextToken).toBeDefined();
    const metrics = await xml.send(new ListMetricsCommand({ Namespace: 'Retail/Checkout' }));
    expect(metrics.Metrics!.map((metric) => metric.MetricName)).toEqual(['OrdersPlaced', 'OrdersVsForecast']);
    expect(sim.log().map((entry) => entry.protocol)).toEqual(['query', 'json', 'query', 'json', 'query']);
    xml.destroy();
  });

  test('empty lists are empty elements, instants are ISO 8601, errors have a code', async () => {
    const sim = await started({ world: 'empty', metrics: [scripted('a', [1.5])] });
    const post = async (fields: Record<string, string>) => {
      const response = await fetch(sim.url, {
        method: 'POST',
        body: new URLSearchParams({ Version: '2010-08-01', ...fields }),
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${PROD}/20261118/eu-west-1/monitoring/aws4_request, Signature=0`,
        },
      });
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
    };
    const data = await post({
      Action: 'GetMetricData',
      StartTime: '2026-11-18T01:40:00Z',
      EndTime: '2026-11-18T01:42:00Z',
      'MetricDataQueries.member.1.Id': 'm1',
      'MetricDataQueries.member.1.MetricStat.Metric.Namespace': 'Test',
      'MetricDataQueries.member.1.MetricStat.Metric.MetricName': 'a',
      'MetricDataQueries.member.1.MetricStat.Period': '60',
      'MetricDataQueries.member.1.MetricStat.Stat': 'Sum',
    });
    expect(data).toMatchObject({ status: 200, type: 'text/xml' });
    expect(data.text).toContain('<GetMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">');
    expect(data.text).toContain(
      '<Messages/><MetricDataResults><member><Id>m1</Id><Label>a</Label><StatusCode>Complete</StatusCode>' +
        '<Timestamps><member>2026-11-18T01:41:00.000Z</member></Timestamps><Values><member>1.5</member></Values></member>',
    );
    expect((await post({ Action: 'DescribeAlarms' })).text).toContain('<MetricAlarms/>');
    const refused = await post({ Action: 'DescribeAlarms', MaxRecords: '500' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('<Error><Type>Sender</Type><Code>ValidationError</Code><Message>1 validation error');
    expect((await post({ Action: 'PutMetricData' })).text).toContain('<Code>InvalidAction</Code>');
  });

  test('refusals keep their code', async () => {
    const sim = await started({ faults: [{ kind: 'throttle' }] });
    const client = queryClient(sim, 'eu-west-1');
    const call = client.send(
      new GetMetricDataCommand({
        StartTime: new Date(NOW - 60_000),
        EndTime: new Date(NOW),
        MetricDataQueries: [{ Id: 'a', MetricStat: stat('a') }],
      }),
    );
    expect((await refusal(call)).name).toBe('Throttling');
    client.destroy();
  });
});
