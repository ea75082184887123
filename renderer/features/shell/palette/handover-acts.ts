import { onDutyEntry } from '../../../stores/derive/passing';
import type { Stores } from '../../../stores/stores';

/** Drafts it from live data, and shows it. */
export async function draftHandover({ handovers, navigation }: Stores, team: string): Promise<void> {
  const made = await handovers.draft(team);
  if ('problem' in made) {
    navigation.say(made.problem);
    return;
  }
  navigation.openHandover(made.id);
  if (made.notSaved !== null) navigation.say(made.notSaved);
}

/** "I am on duty" for the shift of a team that runs now; the notice takes it back. */
export async function sayOnDuty(
  { handovers, navigation, records, snapshot, clock }: Stores,
  id: string,
): Promise<void> {
  const person = records.getState().status?.person ?? null;
  const team = snapshot.getState().snapshot?.teams.find((one) => one.id === id);
  // Whoever it is has to be known first: the sheet says how.
  if (person === null || team === undefined) {
    navigation.show('duty');
    return;
  }
  const made = await handovers.writeDuty(onDutyEntry(team, person, clock.getState().now));
  if ('problem' in made) {
    navigation.say(made.problem);
    return;
  }
  const undo = async (): Promise<void> =>
    navigation.say(
      (await handovers.withdrawDuty(made.id, true)) ?? `Taken back: nobody said anything of ${team.name}.`,
    );
  navigation.propose(made.notSaved ?? `You are on duty for ${team.name}.`, { word: 'Undo', run: () => void undo() });
}
