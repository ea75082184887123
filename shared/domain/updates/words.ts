import { assertNever } from '../../lib/assert-never';
import { actionsOf } from './fold';
import type { OffReason, UpdateAction, UpdateProblem, UpdateState } from './types';

const OFF: Readonly<Record<OffReason, string>> = {
  'no-feed': 'Updates are off: no update address is configured',
  'bad-settings': 'Updates are off: the update settings cannot be used, the log says why',
  'switched-off': 'Updates are switched off',
  development: 'Updates are off: Meridian runs from source',
  folder: 'Updates are off: an unpacked folder is replaced by hand',
  'browser-mode': 'Updates are off in the browser',
};

/** Where updating stands, in one line without a full stop: for the menu and the window. */
export function stateLine(state: UpdateState): string {
  switch (state.kind) {
    case 'off':
      return OFF[state.reason];
    case 'idle':
      return state.checkedAt === null ? 'Not yet looked for updates' : 'Meridian is up to date';
    case 'checking':
      return 'Looking for updates';
    case 'available':
      return state.found.install === 'here'
        ? `Meridian ${state.found.version} is available`
        : `Meridian ${state.found.version} is available from where you got this one`;
    case 'downloading':
      return `Downloading Meridian ${state.found.version}, ${Math.floor(state.share * 100)} %`;
    case 'ready':
      return `Meridian ${state.found.version} is ready`;
    case 'restarting':
      return `Restarting to Meridian ${state.found.version}`;
    case 'failed':
      return FAILED[state.step];
    case 'refused':
      return 'An update was refused';
    default:
      return assertNever(state);
  }
}

const FAILED = {
  check: 'Could not look for updates',
  download: 'The update could not be downloaded',
  restart: 'The update could not be installed',
} as const;

/** More for a person who reads on, with what to do; null when the line says all. */
export function stateDetail(state: UpdateState): string | null {
  switch (state.kind) {
    case 'available':
      return state.found.install === 'here'
        ? `${size(state.found.size)}Nothing is loaded before you say so.`
        : 'This package belongs to the package manager of your system: install the new one with it.';
    case 'ready':
      return 'Its signature was checked. It is installed when you restart, and not before.';
    case 'failed':
      return advice(state.problem);
    case 'refused':
      return `${advice(state.problem)} Nothing was installed.`;
    case 'off':
    case 'idle':
    case 'checking':
    case 'downloading':
    case 'restarting':
      return null;
    default:
      return assertNever(state);
  }
}

const size = (bytes: number | null): string => (bytes === null ? '' : `${Math.max(1, Math.round(bytes / 1e6))} MB. `);

/** The action to put forward, with its words. */
export function firstAction(state: UpdateState): { readonly action: UpdateAction; readonly label: string } | null {
  const action = actionsOf(state)[0];
  if (action === undefined) return null;
  return { action, label: actionLabel(action, state) };
}

export function actionLabel(action: UpdateAction, state: UpdateState): string {
  const version = 'found' in state && state.found !== null ? ` ${state.found.version}` : '';
  switch (action) {
    case 'check':
      return state.kind === 'failed' || state.kind === 'refused' ? 'Look again' : 'Check for updates';
    case 'download':
      return state.kind === 'failed' ? 'Try again' : `Download${version}`;
    case 'restart':
      return `Restart to update${version === '' ? '' : ` to${version}`}`;
    default:
      return assertNever(action);
  }
}

/** What happened and what to do about it. */
function advice({ code, detail }: UpdateProblem): string {
  const cause = detail === null ? '' : ` (${detail})`;
  switch (code) {
    case 'unsigned':
      return 'The update address offers a version without a signature. Tell whoever publishes your updates.';
    case 'bad-signature':
      return 'The signature of the offered version does not fit the key this Meridian trusts. Somebody may have changed it: tell whoever publishes your updates.';
    case 'expired':
      return `The offer is older than its publisher allows${cause}. The update address may be held back, or the clock of this machine is wrong.`;
    case 'from-the-future':
      return `The offer was signed in the future${cause}. Check the clock of this machine.`;
    case 'replayed':
      return 'The update address offers something older than it did before. Tell whoever publishes your updates.';
    case 'bad-metadata':
      return `The offer is signed but cannot be understood${cause}. Tell whoever publishes your updates.`;
    case 'foreign-address':
      return `The offer leads to another address than the one configured${cause}. Tell whoever publishes your updates.`;
    case 'too-large':
      return `The update address sends more than it should${cause}. Tell whoever publishes your updates.`;
    case 'altered-file':
      return 'The file is not the one its publisher signed; it was deleted. Try again, and tell whoever publishes your updates if it happens twice.';
    case 'bad-publisher':
      return 'The system does not accept the publisher of the file; it was deleted. Tell whoever publishes your updates.';
    case 'unreachable':
      return `The update address cannot be reached${cause}. Meridian looks again by itself.`;
    case 'timed-out':
      return `The update address answers too slowly${cause}. Try again later.`;
    case 'untrusted-connection':
      return `The encrypted connection failed${cause}. Behind a company proxy NODE_EXTRA_CA_CERTS may have to name its certificate.`;
    case 'not-found':
      return `The update address has no such file${cause}. Tell whoever publishes your updates.`;
    case 'server':
      return `The update address answers with an error${cause}. Try again later.`;
    case 'no-file':
      return 'The new version has no file for this kind of machine. Tell whoever publishes your updates.';
    case 'no-space':
      return 'There is not enough space on the disk. Make some and try again.';
    case 'not-writable':
      return `Meridian may not replace its own file${cause}. Move it to a folder that you may write to, or install the new version by hand.`;
    case 'stopped':
      return 'It was stopped.';
    case 'internal':
      return `Something unexpected happened${cause}. Try again; the log says more.`;
    default:
      return assertNever(code);
  }
}

/** Whether the window says it in a line of its own. What happens in the background and changes nothing stays in the menu. */
export function isWorthALine(state: UpdateState): boolean {
  switch (state.kind) {
    case 'off':
      return false;
    case 'idle':
    case 'checking':
    case 'failed':
      return state.asked;
    case 'available':
    case 'downloading':
    case 'ready':
    case 'restarting':
    case 'refused':
      return true;
    default:
      return assertNever(state);
  }
}
