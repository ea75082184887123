import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../shared/lib/time';
import { NOW, aSite, aWorkspace } from '../polling/builders';
import { scopeOf, startRig, stopRig } from './rig';

const workspace = aWorkspace([aSite('br')]);
const [account] = workspace.accounts.values();
if (account === undefined) throw new Error('the workspace has no account');
const { id, name, profile } = account;
const ending = (endsAt: number) => ({ endsAt, unsure: null, remedy: 'run "aws sso login"' });

describe('until when this machine is signed in', () => {
  it('P6 is in the picture from the start, and anew when the credentials change', async () => {
    const rig = startRig(workspace, { prepare: (aws) => aws.signIns.set(profile, ending(NOW + HOUR)) });
    await rig.clock.advance(SECOND);
    const told = (endsAt: number) => [{ ...ending(endsAt), account: id, accountName: name, profile }];
    expect(rig.window().signIns).toEqual(told(NOW + HOUR));
    rig.aws.signIns.set(profile, ending(NOW + 9 * HOUR));
    rig.aws.changesCredentials(profile);
    await rig.clock.advance(SECOND);
    expect(rig.window().signIns).toEqual(told(NOW + 9 * HOUR));
    await stopRig(rig);
  });

  it('of an account that is asked with another profile now, what was told of the old one is forgotten at once', async () => {
    const rig = startRig(workspace, { prepare: (aws) => aws.signIns.set(profile, ending(NOW + HOUR)) });
    await rig.clock.advance(SECOND);
    rig.aws.signIns.set('another', ending(NOW + 2 * HOUR));
    const changed = { ...workspace, accounts: new Map([[id, { ...account, profile: 'another' }]]) };
    const done = rig.engine.rescope(scopeOf(changed));
    await rig.clock.advance(SECOND);
    await done;
    await rig.clock.advance(SECOND);
    expect(rig.window().signIns.map((one) => [one.profile, one.endsAt])).toEqual([['another', NOW + 2 * HOUR]]);
    await stopRig(rig);
  });
});
