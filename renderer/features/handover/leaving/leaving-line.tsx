import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import type { LeavingSaid } from './use-leaving';

/** What came of an export; stays until it is put away. */
export function LeavingLine({ said, onClose }: { readonly said: LeavingSaid; readonly onClose: () => void }) {
  const { navigation, records } = useStores();
  const reveal = async (file: number): Promise<void> => {
    const refused = await records.reveal(file);
    if (refused !== null) navigation.say(refused);
  };
  return (
    <div className={`ho-leaving-line is-${said.kind}`} role={said.kind === 'failed' ? 'alert' : 'status'}>
      <Icon name={said.kind === 'failed' ? 'shield' : said.kind === 'busy' ? 'clock' : 'check'} size={14} />
      <p dir="auto">
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
