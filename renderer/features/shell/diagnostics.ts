import { copiedText } from '../../../shared/ipc/words';
import type { CommandStore } from '../../stores/commands';
import { copyText } from '../../ui/copy';

/** Puts the diagnostics on the clipboard; answers with the sentence a person reads. */
export async function copyDiagnostics(commands: CommandStore): Promise<string> {
  try {
    const { text, lines } = await commands.diagnostics();
    return (await copyText(text)) ? copiedText(lines) : 'Copy was refused: nothing is on the clipboard.';
  } catch (thrown) {
    return `Not copied: ${thrown instanceof Error ? thrown.message : 'the diagnostics could not be had'}.`;
  }
}
