import { useStores } from '../../stores/stores';
import type { Names } from '../../ui/names';
import { WhoForm } from '../../ui/who-form';

/** Asked once, before anything is planned. */
export function Who({ names }: { readonly names: Names }) {
  const { navigation, records } = useStores();
  return (
    <WhoForm
      names={names}
      why="What you plan carries your name."
      onWho={async (who) => {
        const refused = await records.identify(who);
        if (refused === null) navigation.say(`From now on ${names.person(who)} writes here.`);
        return refused;
      }}
    />
  );
}
