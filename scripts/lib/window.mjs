// Decides whether this start shows a window, and in which Electron, or serves the browser instead. Never silently.
import { findElectron } from './electron.mjs';
import { hasDisplay } from './system.mjs';

/**
 * @typedef {{ kind: 'window', path: string, flags: readonly string[], warnings: readonly string[] }} Window
 * @typedef {{ kind: 'browser', why: string }} Browser
 */

/**
 * @param {readonly string[]} args of the cockpit
 * @returns {Window | Browser}
 */
export function chooseWindow(args) {
  if (!hasDisplay())
    return { kind: 'browser', why: 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
  const runtime = findElectron();
  if (!runtime)
    return { kind: 'browser', why: 'There is no Electron for this machine (npm start says why when it sets up).' };

  const warnings = [];
  if (runtime.outdated) {
    if (isConfigured(args) && process.env.MERIDIAN_ALLOW_OLD_ELECTRON !== '1') {
      return {
        kind: 'browser',
        why:
          `The only Electron here is ${runtime.version}, which gets no security fixes, and a workspace with real accounts is configured.\n` +
          'A current one: npm start on a line that reaches it, or ELECTRON_OVERRIDE_DIST_PATH. To accept the risk: MERIDIAN_ALLOW_OLD_ELECTRON=1.',
      };
    }
    warnings.push(
      `this window runs on Electron ${runtime.version}, which gets no security fixes. It is for the demo and for tests.`,
    );
  }
  const flags = [];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    if (!runtime.outdated) {
      return {
        kind: 'browser',
        why: 'Electron does not run as root. Start Meridian as an ordinary user to get a window.',
      };
    }
    flags.push('--no-sandbox');
    warnings.push('root is running this window, so it has no sandbox. Start Meridian as an ordinary user to have one.');
  }
  return { kind: 'window', path: runtime.path, flags, warnings };
}

/**
 * A configured workspace names real accounts; without one Meridian shows its demo.
 * @param {readonly string[]} args
 */
function isConfigured(args) {
  const named = args.some((arg) => arg === '--workspace' || arg.startsWith('--workspace='));
  return named || Boolean(process.env.MERIDIAN_WORKSPACE);
}
