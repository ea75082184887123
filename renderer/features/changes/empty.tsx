import { useState } from 'react';
import { useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import { plural } from '../../ui/format';

/** No change yet: what can be done about that. */
export function Empty({ demo }: { readonly demo: boolean }) {
  const { navigation, changes } = useStores();
  const [busy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const made = await changes.examples();
    setBusy(false);
    navigation.say('problem' in made ? made.problem : `${plural(made.made, 'example change')} loaded.`);
  };
  return (
    <div className="changes-empty" role="group" aria-label="No changes yet">
      <p>
        <b>No changes yet.</b> Draw a window on a lane, or begin with a form or a file. It works with no network.
      </p>
      <Button kind="primary" onClick={() => navigation.plan()}>
        New change
      </Button>
      <Button onClick={() => navigation.wish('import-changes')}>Import</Button>
      {demo && (
        <Button disabled={busy} onClick={() => void load()}>
          Load example changes
        </Button>
      )}
    </div>
  );
}
