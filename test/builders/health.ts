import type { HealthEntity, HealthEvent } from '../../shared/domain/health/types';
import { HOUR } from '../../shared/lib/time';
import { NOW } from './instants';

/** A public, ongoing service issue of EC2 in sa-east-1 that began an hour ago. */
export const anEvent = (over: Partial<HealthEvent> = {}): HealthEvent => ({
  arn: 'arn:aws:health:sa-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_1',
  service: 'EC2',
  typeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
  category: 'issue',
  region: 'sa-east-1',
  availabilityZone: null,
  start: NOW - HOUR,
  end: null,
  lastUpdated: NOW - HOUR / 2,
  status: 'open',
  scope: 'PUBLIC',
  description: null,
  entities: null,
  incomplete: null,
  ...over,
});

export const anEntity = (over: Partial<HealthEntity> = {}): HealthEntity => ({
  value: 'i-0123456789abcdef0',
  status: 'IMPAIRED',
  awsAccountId: '111122223333',
  ...over,
});

/** A scheduled change of one resource: began an hour ago, ends in an hour. */
export const aScheduledChange = (over: Partial<HealthEvent> = {}): HealthEvent =>
  anEvent({
    arn: 'arn:aws:health:sa-east-1::event/RDS/AWS_RDS_MAINTENANCE/AWS_RDS_MAINTENANCE_1',
    service: 'RDS',
    typeCode: 'AWS_RDS_MAINTENANCE_SCHEDULED',
    category: 'scheduledChange',
    scope: 'ACCOUNT_SPECIFIC',
    start: NOW - HOUR,
    end: NOW + HOUR,
    entities: [anEntity({ value: 'retail-br-db', status: 'PENDING' })],
    ...over,
  });
