import { createAws } from '../../main/aws/aws';
import { systemClock } from '../../main/polling/system-clock';
import { demoCredentials, startSimulator } from '../../main/simulator';
import { noPausesBetweenTries } from '../aws/no-pauses';
import { createAwsHome } from '../aws/tiny-aws';
import { failure, FakeAws } from '../fakes/aws';
import { awsPortContract } from './aws-port';

noPausesBetweenTries();

const target = { account: 'prod', profile: 'meridian-demo-prod', region: 'sa-east-1' };

awsPortContract('the fake', async () => {
  const fake = new FakeAws(Date.now);
  fake.hasMetric('load', 5);
  return {
    port: fake,
    target,
    now: Date.now,
    becomes: async (trouble) => {
      if (trouble === 'hanging') fake.hangs('DescribeAlarms');
      else if (trouble === 'unreachable') fake.unplug();
      else fake.fails('DescribeAlarms', failure(trouble, `${trouble} by AWS`));
    },
    heals: async () => {
      fake.plugIn();
      fake.heals('DescribeAlarms');
    },
    close: () => fake.close(),
  };
});

awsPortContract('the SDK over HTTP', async () => {
  const simulator = await startSimulator({ port: 0, clock: Date.now, seed: 7 });
  const home = await createAwsHome('', demoCredentials);
  const aws = createAws({ clock: systemClock, endpoint: simulator.url, files: home.files });
  const KINDS = { throttled: 'throttle', denied: 'deny', hanging: 'hang', unreachable: 'reset' } as const;
  const faults = `${simulator.url}/_sim/faults`;
  return {
    port: aws,
    target,
    now: Date.now,
    becomes: async (trouble) => {
      await fetch(faults, { method: 'POST', body: JSON.stringify({ kind: KINDS[trouble], region: 'sa-east-1' }) });
    },
    heals: async () => {
      await fetch(faults, { method: 'DELETE' });
    },
    close: async () => {
      await aws.close();
      await simulator.stop();
      await home.remove();
    },
  };
});
