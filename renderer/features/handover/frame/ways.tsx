import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';

/** What else can be done with the handover on screen. */
export type Way = 'present' | 'export';

export function Ways({ onWay }: { readonly onWay: (way: Way) => void }) {
  const { navigation } = useStores();
  return (
    <div className="ho-ways">
      <Button small shortcut="P" onClick={() => onWay('present')}>
        Present
      </Button>
      <Button small shortcut="S" onClick={() => onWay('export')}>
        Export
      </Button>
      <Button small kind="quiet" onClick={() => navigation.show('duty')}>
        Who is on duty
      </Button>
    </div>
  );
}
