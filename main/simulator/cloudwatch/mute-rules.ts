import { err, ok } from '../../../shared/lib/result';
import type { Operation } from '../operation';
import { plain } from '../operation';
import { constraintError, invalidNextToken, missingParameter, resourceNotFound } from '../protocol/errors';
import { isRecord, readNumber, readText, readTexts } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';

const STATUSES = ['SCHEDULED', 'ACTIVE', 'EXPIRED'];
const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 100;

/** What of a rule its summary tells. */
const SUMMARY = ['AlarmMuteRuleArn', 'ExpireDate', 'Status', 'MuteType', 'LastUpdatedTimestamp'];

const listAlarmMuteRules: Operation = ({ world, principal, region, now }, input) => {
  const max = readNumber(input, 'MaxRecords') ?? DEFAULT_PAGE;
  if (max < 1 || max > LARGEST_PAGE) {
    const limit = max < 1 ? 'greater than or equal to 1' : `less than or equal to ${LARGEST_PAGE}`;
    return err(constraintError(String(max), 'maxRecords', `Member must have value ${limit}`));
  }
  const statuses = readTexts(input, 'Statuses');
  const strange = statuses.find((status) => !STATUSES.includes(status));
  if (strange !== undefined) {
    return err(constraintError(strange, 'statuses', `Member must satisfy enum value set: [${STATUSES.join(', ')}]`));
  }
  const alarm = readText(input, 'AlarmName');
  const offset = readOffset(readText(input, 'NextToken'));
  if (offset === null) return err(invalidNextToken);

  const book = world.mutes(principal.accountId, region, now);
  const rules = book.rules.filter(
    (rule) =>
      !isRecord(rule) ||
      ((statuses.length === 0 || statuses.includes(readText(rule, 'Status') ?? '')) &&
        (alarm === null ||
          (isRecord(rule['MuteTargets']) && readTexts(rule['MuteTargets'], 'AlarmNames').includes(alarm)))),
  );
  const end = offset + Math.min(max, book.pageSize ?? max);
  return ok(
    plain({
      AlarmMuteRuleSummaries: rules
        .slice(offset, end)
        .map((rule) =>
          isRecord(rule) ? Object.fromEntries(Object.entries(rule).filter(([key]) => SUMMARY.includes(key))) : rule,
        ),
      ...(end < rules.length ? { NextToken: writeToken({ offset: end }) } : {}),
    }),
  );
};

const getAlarmMuteRule: Operation = ({ world, principal, region, now }, input) => {
  const name = readText(input, 'AlarmMuteRuleName');
  if (name === null) return err(missingParameter('AlarmMuteRuleName'));
  const rule = world.mutes(principal.accountId, region, now).rules.find((one) => isRecord(one) && one['Name'] === name);
  return isRecord(rule) ? ok(plain(rule)) : err(resourceNotFound(`alarm mute rule ${name}`));
};

export const MUTE_RULE_OPERATIONS: Readonly<Record<string, Operation>> = {
  ListAlarmMuteRules: listAlarmMuteRules,
  GetAlarmMuteRule: getAlarmMuteRule,
};
