import { describe, expect, it } from 'vitest';
import { bannersOf } from '../../../../renderer/features/shell/banners/view-model';
import { keyGroups } from '../../../../renderer/features/shell/keys/keys';
import { entriesOf } from '../../../../renderer/features/shell/palette/entries';
import { piecesOf, search } from '../../../../renderer/features/shell/palette/view-model';
import { seeNow } from '../../../../renderer/stores/derive/sight';
import { DEFAULTS } from '../../../../renderer/stores/preferences';
import { clocksFor } from '../../../../renderer/ui/clocks';
import { labelSites } from '../../../../renderer/ui/labels';
import type { Override } from '../../../../shared/domain/change/types';
import type { Snapshot } from '../../../../shared/domain/snapshot/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { aChange, anOverride } from '../../../builders/changes';
import { blind, blindProduction, calm, critical, troubles } from '../../builders/retail';
import { NOW } from '../../builders/snapshot';

const entries = (snapshot: Snapshot) =>
  entriesOf({
    sites: seeNow(snapshot, 'connected', NOW).sites,
    attention: snapshot.attention,
    teams: snapshot.teams,
    labels: labelSites(snapshot.sites),
    preferences: DEFAULTS,
    clocks: clocksFor('site', 'UTC', NOW),
    now: NOW,
  });

describe('the palette', () => {
  it('finds sites, troubles, teams and actions by any of their words', () => {
    const { groups } = search(entries(critical()), 'braz');
    expect(groups.map((group) => [group.title, group.found])).toEqual([
      ['Actions', '4'],
      ['Attention', '1'],
      ['Sites', '3'],
      ['Teams', '1'],
    ]);
    expect(groups[0]?.entries[0]).toMatchObject({
      name: 'Acknowledge Brazil, Production',
      act: { kind: 'acknowledge' },
    });
    // Declaring names the item it is declared from.
    expect(groups[0]?.entries.map(({ act }) => act)).toContainEqual(
      expect.objectContaining({ kind: 'declare', site: 'br-prod' }),
    );
    expect(groups[2]?.entries[0]).toMatchObject({ chip: 'Critical, 12 min', fact: 'sa-east-1, 22:42 BRT' });
  });

  it('needs every word, in any order, and finds by region and id too', () => {
    expect(
      search(entries(critical()), 'prod ap-south').groups.some((group) =>
        group.entries.some((entry) => entry.id === 'site|in-prod'),
      ),
    ).toBe(true);
    expect(search(entries(critical()), 'brazil tokyo').count).toBe(0);
  });

  it('shows only actions after >', () => {
    const { groups } = search(entries(critical()), '> theme');
    expect(groups.map((group) => group.title)).toEqual(['Actions']);
    expect(groups[0]?.entries.map((entry) => entry.name)).toEqual(['Dark theme', 'Light theme']);
  });

  it('offers to take an acknowledgement back', () =>
    expect(search(entries(troubles()), 'undo').groups[0]?.entries[0]).toMatchObject({
      act: { kind: 'unacknowledge' },
    }));

  it('underlines what matched', () =>
    expect(piecesOf('Brazil, Production', ['prod', 'bra'])).toEqual([
      { text: 'Bra', match: true },
      { text: 'zil, ', match: false },
      { text: 'Prod', match: true },
      { text: 'uction', match: false },
    ]));

  it('says what Enter does before it is pressed', () =>
    expect(entries(critical()).every((entry) => entry.consequence !== '')).toBe(true));

  it('has ids that are its own', () => {
    const ids = entries(troubles()).map((entry) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('banners', () => {
  const banners = (
    snapshot: Snapshot | null,
    connection: 'connected' | 'disconnected' = 'connected',
    warning: string | null = null,
  ) =>
    bannersOf(snapshot, seeNow(snapshot, connection, NOW), NOW, {
      info: { version: '1', runtime: 'Electron 25.1.1', dataFolder: '', warning },
    });

  it('are none on a good day', () => expect(banners(calm())).toEqual([]));

  it('say that the engine is lost, and stay', () =>
    expect(banners(calm(), 'disconnected')).toMatchObject([
      { id: 'disconnected', later: false, text: expect.stringContaining('12 s ago') as string },
    ]));

  it('P6: tell an hour before that an AWS sign-in of this machine ends, what to do, and go on until it is renewed', () => {
    const told = (endsAt: number | null, unsure: string | null = null) => {
      const signIn = (account: string, accountName: string) => ({
        account,
        accountName,
        profile: 'retail',
        endsAt,
        unsure,
        remedy: 'run "aws sso login --profile retail"',
      });
      const snapshot = { ...calm(), signIns: [signIn('br', 'Brazil'), signIn('br-lower', 'Brazil lower')] };
      return bannersOf(snapshot, seeNow(snapshot, 'connected', NOW), NOW, { zone: 'America/Sao_Paulo' });
    };
    const titles = (endsAt: number | null) => told(endsAt).map(({ title }) => title);
    expect(titles(null)).toEqual([]);
    expect(titles(NOW + HOUR + 1)).toEqual([]);
    expect(told(NOW + HOUR)).toMatchObject([
      {
        id: 'sign-in retail',
        title: expect.stringMatching(
          /^The AWS sign-in for Brazil and Brazil lower ends \d\d:\d\d BRT, \d\d:\d\d UTC\.$/,
        ) as string,
        text: 'From then on these accounts are not seen until somebody signs in. On this machine: run "aws sso login --profile retail".',
        later: true,
      },
    ]);
    expect(told(NOW + HOUR, 'its session may end before')[0]?.title).toMatch(/ UTC at the latest\.$/);
    expect(told(NOW - MINUTE)[0]?.text).toMatch(/^Any moment now these accounts are not seen /);
    expect(titles(NOW - MINUTE)[0]).toMatch(/^The AWS sign-in for Brazil and Brazil lower ended /);
  });

  it('announce a change that one person alone on call started against a hold (product.md 4)', () => {
    const announced = (over: Partial<Override>, startedAt: number | null = NOW - MINUTE) =>
      bannersOf(calm(), seeNow(calm(), 'connected', NOW), NOW, {
        changes: [
          aChange({
            number: '214-K7QD',
            title: 'checkout-api 4.18.0',
            times: { startedAt, bakingAt: null, endedAt: null },
            overrides: [anOverride({ person: 'rafael', at: NOW - MINUTE, breakGlass: true, ...over })],
          }),
        ],
      });
    expect(announced({})).toMatchObject([
      {
        title: 'Break-glass: CHG-214-K7QD checkout-api 4.18.0 was started against a hold.',
        text: expect.stringMatching(
          /^Rafael Monteiro, alone on call, .* UTC: Customers cannot pay\. To be reviewed/,
        ) as string,
        later: true,
      },
    ]);
    expect(announced({ breakGlass: false })).toEqual([]);
    expect(announced({ at: NOW - 13 * HOUR })).toEqual([]);
    expect(announced({}, null)).toEqual([]);
  });

  it('name the account that is signed out, and what goes on', () => {
    expect(banners(blindProduction())).toMatchObject([
      {
        id: 'signed-out',
        title: 'Signed out of AWS account prod. 4 sites not seen.',
        text: 'Sign-in for account prod ended. Polling resumes by itself when the credentials change. 1 other account goes on.',
      },
    ]);
    expect(banners(blind())[0]?.title).toBe('Signed out of AWS accounts prod and lower. 12 sites not seen.');
  });

  it('show the problem of a changed workspace file with its place', () =>
    expect(banners({ ...calm(), workspace: { ...calm().workspace, problem: 'meridian.yaml:41:7 ...' } })).toMatchObject(
      [{ id: 'workspace', text: 'meridian.yaml:41:7 ...' }],
    ));

  it('warn of an old runtime', () =>
    expect(banners(calm(), 'connected', 'too old')).toMatchObject([
      { id: 'runtime', title: 'Electron 25.1.1', text: 'too old' },
    ]));
});

describe('the key sheet', () => {
  it('lists every key once per place', () => {
    for (const group of keyGroups('Ctrl')) {
      const keys = group.rows.map((row) => row.keys.join(' '));
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(keyGroups('Cmd')[0]?.rows[0]?.keys).toEqual(['Cmd', 'K']);
  });
  it('marks single characters as what can be turned off, but those that are typed into a text', () => {
    for (const row of keyGroups('Ctrl').flatMap((group) => group.rows)) {
      const single = row.keys.every((key) => (key.length === 1 && key !== '/') || key === 'to');
      expect(row.letter).toBe(single);
    }
  });
});
