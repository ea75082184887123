/**
 * Start of the installed app. Its runtime cannot run scripts (that door is shut for good), so the command line of an
 * installed Meridian is the same program, started by build/linux/meridian.sh with this switch; it opens no window.
 */
const COMMAND_LINE = '--meridian-command-line';

if (process.argv.includes(COMMAND_LINE)) {
  // The words of the person stand behind `--`, where Chromium does not take them for switches of its own.
  process.argv.splice(1, process.argv.indexOf('--', process.argv.indexOf(COMMAND_LINE)), 'meridian');
  void import('./cli');
} else {
  void import('./index');
}
