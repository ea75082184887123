import { err } from '../../shared/lib/result';
import type { SignIn } from '../../shared/domain/sources/sign-in';
import { sourceId } from '../../shared/domain/sources/types';
import { allSources } from '../../shared/domain/status/required';
import type { Workspace } from '../../shared/domain/workspace/types';
import type { Poller } from '../polling/poller';
import type { PollUpdate } from '../polling/updates';
import type { Board } from './board';

/** What the engine needs of a poller. */
export type Polling = Pick<Poller, 'stop' | 'retry' | 'setCalm' | 'buckets'>;

/** Starts polling a workspace; called again when the workspace changed. */
export type StartPolling = (
  workspace: Workspace,
  parts: {
    readonly board: Board;
    readonly onUpdate: (update: PollUpdate) => void;
    readonly onSignIn: (signIn: SignIn) => void;
  },
) => Polling;

/**
 * Polling that begins once it can: what it needs (the AWS SDK, in the demo an AWS) is loaded while the window already shows the
 * last known state. Until then nothing was heard of any source, and the board says so. A failure to open is told by whoever opens.
 */
export const pollingOnce =
  (opened: Promise<StartPolling>): StartPolling =>
  (workspace, parts) => {
    let polling: Polling | null = null;
    let stopped = false;
    const calm = new Map<string, Parameters<Polling['setCalm']>>();
    void opened.then(
      (start) => {
        if (stopped) return;
        polling = start(workspace, parts);
        for (const words of calm.values()) polling.setCalm(...words);
      },
      () => undefined,
    );
    return {
      stop: async () => {
        stopped = true;
        await polling?.stop();
      },
      // Everything is asked as soon as it begins: that is the answer to whoever asks for it now.
      retry: (source) =>
        polling !== null
          ? polling.retry(source)
          : allSources(workspace).filter((key) => source === null || sourceId(key) === source).length,
      setCalm: (account, region, since) => {
        if (polling !== null) polling.setCalm(account, region, since);
        else calm.set(`${account}/${region}`, [account, region, since]);
      },
      buckets: async (wishes) =>
        polling !== null
          ? polling.buckets(wishes)
          : new Map(wishes.map(({ key }) => [key, err('AWS is not asked yet')])),
    };
  };
