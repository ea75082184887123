import { setMaxListeners } from 'node:events';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { SignInEnd } from '../../shared/domain/sources/sign-in';
import { err, ok, type Result } from '../../shared/lib/result';
import { SECOND, type Ms } from '../../shared/lib/time';
import { Clients, stsRegion, type ClientOptions } from './clients';
import { CLOUDWATCH, HEALTH, isCloudWatch, isOutside, type Operation } from './commands';
import { clockDiffers, isClockTrouble } from './clock-trouble';
import { CredentialsTrouble, credentialFailure, remedy, slowCredentials } from './credential-failures';
import { DeadlinePassed, Stopped, withDeadline } from './deadline';
import { classify, notEnabled, type About } from './failures';
import { defaultProfileFiles, fingerprint, readProfile, type ProfileFiles } from './profile-files';
import { signInTrouble } from './reachable';
import { signInEnd } from './sign-in';
import type { Answer, Failure, Target } from './types';
import { createWatch } from './watch';
import { cleaned, thrown } from './words';

/** P1: whole call 15 s, retries included. */
const WHOLE_CALL: Ms = 15 * SECOND;
/** What STS said of a profile is believed this long, so that twelve regions do not ask it twelve times. */
const IDENTITY_AGE: Ms = 5 * SECOND;

export type AwsOptions = ClientOptions;

/** AWS, as the composition roots hand it to polling. */
export interface Aws {
  call(
    target: Target,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    options: { readonly deadline: Ms; readonly signal?: AbortSignal },
  ): Promise<Result<Answer, Failure>>;
  whoAmI(target: Target, options: { readonly deadline: Ms }): Promise<Result<Identity, Failure>>;
  onCredentialsChanged(profile: string, listener: () => void): () => void;
  signInEnd(profile: string): Promise<SignInEnd>;
  close(): Promise<void>;
}

/** Who STS says the credentials belong to. */
export interface Identity {
  readonly awsAccountId: string;
  readonly arn: string;
}

/** The only door to AWS: it signs, connects, retries inside the deadline and names failures (P1, P6, P8). It parses no answer. */
export function createAws(options: AwsOptions): Aws {
  return new SdkAws(options);
}

// The SDK is pinned: what a later version will need of Node is no news to the person who reads our log.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Every call of every region listens; Node would take that for a leak. */
function manyListeners(controller: AbortController): AbortController {
  setMaxListeners(0, controller.signal);
  return controller;
}

class SdkAws implements Aws {
  private readonly options: AwsOptions;
  private readonly clients: Clients;
  private readonly identities = new Map<
    string,
    { readonly at: Ms; readonly answer: Promise<Result<Identity, Failure>> }
  >();
  private readonly watch;
  private readonly closing = manyListeners(new AbortController());

  constructor(options: AwsOptions) {
    this.options = options;
    this.clients = new Clients(options);
    this.watch = createWatch(options.clock, () => fingerprint(this.files()));
  }

  async call(
    target: Target,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    options: { readonly deadline: Ms; readonly signal?: AbortSignal },
  ): Promise<Result<Answer, Failure>> {
    const started = this.options.clock.now();
    const until = Math.min(options.deadline, started + WHOLE_CALL);
    let answer: Answer | null = null;
    const take = (taken: Answer): void => {
      answer = taken;
    };
    try {
      return await this.within(until, options.signal, async (abortSignal) => {
        try {
          if (isCloudWatch(operation))
            await CLOUDWATCH[operation](await this.clients.cloudWatch(target), input, take, { abortSignal });
          else if (isOutside(operation))
            await (await import('./outside')).OUTSIDE[operation](this.clients, target, input, take, { abortSignal });
          else await HEALTH[operation](await this.clients.health(target), input, take, { abortSignal });
        } catch (error) {
          if (abortSignal.aborted) throw error;
          return err(await this.failure(error, { profile: target.profile, region: target.region, operation }, until));
        }
        return answer === null
          ? err<Failure>({ kind: 'error', code: null, reason: `${operation} was answered without a body` })
          : ok(answer);
      });
    } catch (error) {
      return err(await this.unanswered(error, target, until - started));
    }
  }

  /** P6: does STS accept this profile? Asked in one region that is always enabled; kept for some seconds. */
  async whoAmI(target: Target, options: { readonly deadline: Ms }): Promise<Result<Identity, Failure>> {
    const now = this.options.clock.now();
    const key = `${target.profile} ${stsRegion(target.region)}`;
    const known = this.identities.get(key);
    if (known !== undefined && now >= known.at && now - known.at < IDENTITY_AGE) return known.answer;
    const answer = this.askIdentity(target, Math.min(options.deadline, now + WHOLE_CALL));
    this.identities.set(key, { at: now, answer });
    return answer;
  }

  onCredentialsChanged(profile: string, listener: () => void): () => void {
    return this.watch.onChange(() => {
      this.forget(profile);
      listener();
    });
  }

  signInEnd(profile: string): Promise<SignInEnd> {
    return signInEnd(this.files(), profile);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.watch.stop();
    this.clients.destroy();
    this.identities.clear();
  }

  private async askIdentity(target: Target, until: Ms): Promise<Result<Identity, Failure>> {
    const started = this.options.clock.now();
    const about: About = { profile: target.profile, region: stsRegion(target.region), operation: 'GetCallerIdentity' };
    try {
      return await this.within(until, undefined, async (abortSignal) => {
        try {
          const sts = await this.clients.sts(target);
          const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
          return ok({ awsAccountId: Account ?? '', arn: Arn ?? '' });
        } catch (error) {
          if (abortSignal.aborted) throw error;
          if (error instanceof CredentialsTrouble) return err(await this.credentialTrouble(error));
          const verdict = classify(error, about);
          if (verdict.kind !== 'ask-sts') return err(verdict);
          this.forget(target.profile);
          const { code } = verdict;
          if (isClockTrouble(code, verdict.said)) return err({ kind: 'signed-out', code, reason: clockDiffers(code) });
          const advice = remedy(target.profile, await readProfile(this.files(), target.profile));
          return err<Failure>({
            kind: 'signed-out',
            code,
            reason: cleaned(`AWS does not accept the credentials of profile ${target.profile} (${code}): ${advice}`),
          });
        }
      });
    } catch (error) {
      return err(await this.unanswered(error, target, until - started));
    }
  }

  private async failure(error: unknown, about: About, until: Ms): Promise<Failure> {
    if (error instanceof CredentialsTrouble) return this.credentialTrouble(error);
    const verdict = classify(error, about);
    if (verdict.kind !== 'ask-sts') return verdict;
    const who = await this.whoAmI({ account: '', profile: about.profile, region: about.region }, { deadline: until });
    // Keys that STS accepts are good, and so is the region: it is the time of the signature.
    if ((who.ok || who.error.kind === 'denied') && isClockTrouble(verdict.code, verdict.said))
      return { kind: 'error', code: verdict.code, reason: clockDiffers(verdict.code) };
    if (who.ok || who.error.kind === 'denied')
      return { kind: 'denied', code: verdict.code, reason: cleaned(`${notEnabled(about)} (${verdict.code})`) };
    if (who.error.kind === 'signed-out') return who.error;
    return {
      ...who.error,
      reason: cleaned(
        `AWS refused the keys of profile ${about.profile} (${verdict.code}), and STS could not be asked: ${who.error.reason}`,
      ),
    };
  }

  private async credentialTrouble(error: CredentialsTrouble): Promise<Failure> {
    const profile = await readProfile(this.files(), error.profile);
    return credentialFailure(error.profile, error.origin, profile, (found) =>
      signInTrouble(error.profile, found, this.options.endpoint),
    );
  }

  /** Nothing came before the deadline, or nobody wants it any more. */
  private async unanswered(error: unknown, target: Target, waited: Ms): Promise<Failure> {
    if (error instanceof Stopped) return { kind: 'offline', code: null, reason: 'stopped before it was answered' };
    if (!(error instanceof DeadlinePassed)) {
      const { message } = thrown(error);
      return { kind: 'error', code: null, reason: cleaned(message === '' ? 'an unknown failure' : message) };
    }
    if (this.clients.isAskingCredentials(target.profile))
      return slowCredentials(target.profile, await readProfile(this.files(), target.profile), waited);
    return { kind: 'offline', code: null, reason: `no answer within ${Math.round(waited / 100) / 10} s` };
  }

  /** Work that ends at its deadline, when its caller stops it, and when everything closes. */
  private within<T>(until: Ms, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal: closing } = this.closing;
    return withDeadline(this.options.clock, until, signal === undefined ? [closing] : [closing, signal], work);
  }

  private forget(profile: string): void {
    this.clients.forgetCredentials(profile);
    for (const key of [...this.identities.keys()]) if (key.startsWith(`${profile} `)) this.identities.delete(key);
  }

  private files(): ProfileFiles {
    return this.options.files ?? defaultProfileFiles();
  }
}
