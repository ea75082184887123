import { err, ok } from '../../shared/lib/result';
import type { Operation } from './operation';
import { plain } from './operation';
import { validationError } from './protocol/errors';
import { readNumber, readText } from './protocol/json';

const getCallerIdentity: Operation = ({ principal }) =>
  ok(plain({ Arn: principal.arn, UserId: principal.userId, Account: principal.accountId }));

const assumeRole: Operation = ({ accounts, now }, input) => {
  const roleArn = readText(input, 'RoleArn') ?? '';
  const session = readText(input, 'RoleSessionName') ?? '';
  if (session === '') return err(validationError('The parameter RoleSessionName is required.'));
  const keys = accounts.assume(roleArn, session, readNumber(input, 'DurationSeconds') ?? 0, now);
  if (keys === null) return err(validationError(`${roleArn} is invalid`));
  return ok(
    plain({
      AssumedRoleUser: { AssumedRoleId: keys.principal.userId, Arn: keys.principal.arn },
      Credentials: {
        AccessKeyId: keys.accessKeyId,
        SecretAccessKey: keys.secretAccessKey,
        SessionToken: keys.sessionToken,
        Expiration: keys.expiration / 1000,
      },
    }),
  );
};

export const STS_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
};
