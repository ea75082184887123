import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { AwsFailure, AwsPort, AwsTarget } from './ports';

/** The twelve digits of the account a worker asks with; the workspace file does not hold them. */
export interface OwnAccount {
  /** What is known without a call. */
  known(): string | null;
  /** Asks STS once and remembers it; a failure is not remembered. */
  ask(): Promise<Result<string, AwsFailure>>;
  /** P6: the credentials changed, and may belong to another account now. */
  forget(): void;
}

export function createOwnAccount(aws: AwsPort, target: AwsTarget, deadline: () => Ms): OwnAccount {
  let number: string | null = null;
  let generation = 0;
  return {
    known: () => number,
    async ask() {
      if (number !== null) return ok(number);
      const asked = generation;
      const who = await aws.whoAmI(target, { deadline: deadline() });
      if (!who.ok) return who;
      const { awsAccountId } = who.value;
      if (!/^\d{12}$/.test(awsAccountId))
        return err({ kind: 'error', code: null, reason: 'STS did not name the account' });
      // What was asked with the credentials of before is nobody's number any more.
      if (asked === generation) number = awsAccountId;
      return ok(awsAccountId);
    },
    forget() {
      generation++;
      number = null;
    },
  };
}
