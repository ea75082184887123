import type { Ms } from '../../lib/time';

/** How long the credentials of a profile serve without a person, as the AWS files of this machine tell. Nobody is asked. */
export interface SignInEnd {
  /** When somebody has to have signed in anew, at the latest; null: the files name no end. */
  readonly endsAt: Ms | null;
  /** Why they may end before, or at an instant that no file names; null: they do not. */
  readonly unsure: string | null;
  /** What a person does then: `run "aws sso login --profile prod"`. */
  readonly remedy: string;
}

/** That of an account of the workspace. */
export interface SignIn extends SignInEnd {
  readonly account: string;
  readonly profile: string;
}

/** As the window has it. */
export interface SignInView extends SignIn {
  readonly accountName: string;
}
