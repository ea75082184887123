import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';

export type LeavingSaid =
  | { readonly kind: 'busy' | 'failed'; readonly text: string }
  /** `file`: what can be shown in its folder; null where the browser has it. */
  | { readonly kind: 'saved'; readonly text: string; readonly file: number | null };

/** What came of an export: under way, where it is, or why not. Stays until it is put away. */
export function LeavingLine({ said, onClose }: { readonly said: LeavingSaid; readonly onClose: () => void }) {
  const { navigation, records } = useStores();
  const reveal = async (file: number): Promise<void> => {
    const refused = await records.reveal(file);
    if (refused !== null) navigation.say(refused);
  };
  return (
    <div className={`leaving-line is-${said.kind}`} role={said.kind === 'failed' ? 'alert' : 'status'}>
      <Icon name={said.kind === 'saved' ? 'check' : said.kind === 'busy' ? 'clock' : 'shield'} size={14} />
      <p>
        {said.kind === 'saved' && <b>Saved: </b>}
        {said.text}
      </p>
      {said.kind === 'saved' && said.file !== null && (
        <Button small onClick={() => void reveal(said.file ?? 0)}>
          Show in folder
        </Button>
      )}
      {said.kind !== 'busy' && (
        <Button small kind="quiet" onClick={onClose}>
          Put away
        </Button>
      )}
    </div>
  );
}
