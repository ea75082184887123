import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { HandoverRow, HandoverView } from '../../../shared/domain/handover/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { isInUse } from '../../../shared/domain/handover/boundary';
import { endOf } from '../../../shared/domain/handover/end';
import { HOUR, type Ms } from '../../../shared/lib/time';
import { usePreferences, useStores } from '../../stores/stores';
import { plural } from '../../ui/format';
import type { Names } from '../../ui/names';
import { useFolded } from '../../ui/use-media';
import { TIERS, TIER_SHORT, TIER_WORD } from '../../ui/words';
import { useSteady } from '../../ui/use-steady';
import { amendedOf } from './amended';
import { isPast, openOf, undraftedOf } from './choose';
import { createDesk } from './desk';
import { Document } from './document/document';
import { removeIfThen } from './document/if-then-line';
import { documentOf } from './document/view-model';
import { Head } from './frame/head';
import { OnlyChanged, SectionList } from './frame/section-list';
import { SideList } from './frame/side-list';
import { Sides } from './frame/sides';
import { Ways, type Way } from './frame/ways';
import { HandoverExport } from './leaving/export-sheet';
import { HandoverPresenting } from './present/presenting';
import { AcceptedStrip, Late, Merged, News, Twin } from './frame/strips';
import { GroundProvider, type Ground } from './ground';
import { useKeeper } from './held';
import { HandoverPanel } from './panel/handover-panel';
import { shortNames } from './panel/told';
import { timesOf } from './times';
import { useFresh } from './use-fresh';
import { focusLine, useHandoverKeys } from './use-handover-keys';
import { useSection } from './use-section';

interface PlaceProps {
  readonly view: HandoverView;
  readonly row: HandoverRow;
  readonly rows: readonly HandoverRow[];
  readonly me: string | null;
  readonly teams: readonly TeamView[];
  readonly names: Names;
  readonly now: Ms;
}

/** Where the workspace file has no shift of the receivers any more. */
const USUAL_SHIFT = 12 * HOUR;

const LONG_TIERS = new RegExp(`(, )(${TIERS.map((tier) => TIER_WORD[tier]).join('|')})$`);
const shortPlace = (title: string): string =>
  title.replace(LONG_TIERS, (_, comma: string, word: string) => {
    const tier = TIERS.find((one) => TIER_WORD[one] === word);
    return `${comma}${tier === undefined ? word : TIER_SHORT[tier]}`;
  });

/** One handover: its sections, its text, and how duty passes on. */
export function HandoverPlace({ view, row, rows, me, teams, names, now }: PlaceProps) {
  const { handovers, navigation, preferences, drafts, snapshot, clock } = useStores();
  const onlyChanged = usePreferences((state) => state.handoverChanged);
  const folded = useFolded();
  const page = useRef<HTMLDivElement>(null);
  const { current, go } = useSection(page);
  const [desk] = useState(createDesk);
  const keeper = useKeeper();
  const [amending, setAmending] = useState(false);
  const [busy, setBusy] = useState(false);
  const [way, setWay] = useState<Way | null>(null);
  const [, redraw] = useState(0);

  const { signing, id } = view;
  const taken = signing.accepted ?? signing.selfCover;
  const showsCopy = taken !== null && !amending;
  const content = showsCopy ? taken.copy : view.content;
  const editable = me !== null && !showsCopy;
  const zoneOf = (team: string): string => teams.find((one) => one.id === team)?.timeZone ?? 'UTC';
  const team = (one: string): string => teams.find((other) => other.id === one)?.name ?? one;
  const zone = zoneOf(content.to);
  const times = useMemo(() => timesOf(zone, content.at), [zone, content.at]);

  const until = endOf(teams, content)?.toShift?.to ?? content.at + USUAL_SHIFT;

  const before = rows.find((one) => one.id === content.before?.id) ?? null;
  const all = useSteady(useMemo(() => documentOf(content, before), [content, before]));
  const amended = useMemo(
    () =>
      taken === null
        ? null
        : amendedOf(taken.copy, view.content, { person: (one) => names.person(one), time: (at) => times.both(at) }),
    [taken, view.content, names, times],
  );
  const writing = useStore(desk, (state) => state.editing !== null);
  const held = keeper.next(`${id} ${showsCopy}`, all, writing);
  const next = undraftedOf(rows, teams, me, now);
  const fresh = useFresh(id, view.content, taken === null && me !== null);

  const ground = useMemo((): Ground => {
    const sites = () => snapshot.getState().snapshot?.sites ?? [];
    return {
      id,
      desk,
      names,
      short: shortNames(
        names.people.map((person) => person.id),
        names,
      ),
      place: (site) => shortPlace(names.site(site)),
      times,
      drafts,
      editable,
      amended: showsCopy ? null : amended,
      edit: (...edits) => {
        for (const one of edits) if (one.edit === 'add-item' || one.edit === 'restore') keeper.own(one.id);
        return handovers.edit(id, edits);
      },
      say: (text) => navigation.say(text),
      propose: (text, word, run) => navigation.propose(text, { word, run }),
      newId: () => crypto.randomUUID(),
      sites,
      signal: (site, signal) =>
        sites()
          .find((one) => one.id === site)
          ?.signals.find((one) => one.id === signal) ?? null,
      now: () => clock.getState().now,
    };
  }, [id, desk, names, times, drafts, editable, amended, showsCopy, keeper, handovers, navigation, snapshot, clock]);

  const setOnly = (handoverChanged: boolean): void => preferences.set({ handoverChanged });
  useHandoverKeys({
    desk,
    editable,
    onRemove: (ifThen) => removeIfThen(ifThen, 'it happens', ground),
    onOnlyChanged: () => setOnly(!onlyChanged),
    onWay: setWay,
  });
  // Another text stands here: what was open in the one before is closed.
  useEffect(() => {
    desk.setState({ open: null, editing: null });
  }, [desk, showsCopy]);

  const refresh = async (): Promise<void> => {
    setBusy(true);
    const done = await handovers.refresh(id);
    setBusy(false);
    keeper.show();
    redraw((turn) => turn + 1);
    navigation.say(
      'problem' in done
        ? done.problem
        : `${plural(done.added, 'line')} added, ${done.changed} brought up to date, ${done.closed} closed.`,
    );
  };

  if (way === 'export') return <HandoverExport view={view} onClose={() => setWay(null)} />;
  return (
    <GroundProvider value={ground}>
      {way === 'present' && <HandoverPresenting view={view} onClose={() => setWay(null)} />}
      <div className={folded ? 'ho-frame is-folded' : 'ho-frame'}>
        {!folded && (
          <SideList
            sections={held.sections}
            content={content}
            current={current}
            onGo={go}
            onlyChanged={onlyChanged}
            onOnly={setOnly}
            onWay={setWay}
            shown={id}
            next={next !== null && !isPast(next, now) ? next : null}
            now={now}
          />
        )}
        <div className="ho-main">
          {folded && <SectionList sections={held.sections} current={current} folded onGo={go} />}
          {next !== null && isPast(next, now) && isInUse(rows, next) && <Late end={next} now={now} />}
          <News
            waiting={held.waiting}
            fresh={fresh}
            busy={busy}
            onShow={() => {
              keeper.show();
              redraw((turn) => turn + 1);
            }}
            onRefresh={() => void refresh()}
          />
          {taken !== null && (
            <AcceptedStrip
              by={names.person(taken.person)}
              amended={amended?.count ?? 0}
              showsCopy={showsCopy}
              editable={me !== null}
              onSwitch={() => setAmending(!amending)}
            />
          )}
          <Twin
            view={view}
            rows={rows}
            editable={me !== null}
            person={(one) => names.person(one)}
            clock={(at) => times.both(at)}
            onShow={(other) => navigation.openHandover(other)}
            onEdit={(edit) =>
              void handovers.edit(id, [edit]).then((refused) => {
                if (refused !== null) navigation.say(refused);
              })
            }
          />
          <Merged view={view} person={(one) => names.person(one)} />
          <div className="ho-doc" ref={page} data-panel tabIndex={-1} role="group" aria-label="Document">
            <Head
              row={row}
              content={content}
              times={times}
              giverZone={zoneOf(content.from)}
              team={team}
              now={now}
              others={openOf(rows, me, teams, now)}
              onChoose={(other) => navigation.openHandover(other)}
              sides={<Sides content={content} teams={teams} />}
            >
              {folded && (
                <>
                  <OnlyChanged on={onlyChanged} onChange={setOnly} />
                  <Ways onWay={setWay} />
                </>
              )}
            </Head>

            <Document content={content} sections={held.sections} onlyChanged={onlyChanged} until={until} />
          </div>
        </div>
        <HandoverPanel
          view={view}
          names={names}
          me={me}
          now={now}
          commands={handovers}
          onItem={(item) => {
            if (item === null) page.current?.scrollTo({ top: 0 });
            else focusLine(item);
          }}
        />
      </div>
    </GroundProvider>
  );
}
