import { assertNever } from '../../../../shared/lib/assert-never';
import { badness } from '../../../../shared/domain/status/types';
import { missingOf } from '../../../../shared/domain/handover/ready';
import { ITEM_KIND_WORD, MARK_WORD, OVERALL_WORD, isCode } from '../../../../shared/domain/handover/words';
import type { HandoverItem, HandoverView } from '../../../../shared/domain/handover/types';
import type { HandoverNames } from '../../../../shared/records/handover-out/options';
import { carriedText, ifText, ifThenTime, spanText, thenText } from '../../../../shared/records/handover-out/phrases';
import type { SheetItem } from '../../../../shared/records/handover-out/sheet';
import type { OutTimes } from '../../../../shared/records/handover-out/times';
import { ConditionMark } from '../../../ui/condition-mark';
import { StateWord } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { TIER_WORD, VERDICT_SHAPE, VERDICT_WORD } from '../../../ui/words';
import type { Group, Moment, Slide } from './slides';

interface Told {
  readonly view: HandoverView;
  readonly names: HandoverNames;
  readonly times: OutTimes;
}

/** What is shown of one thing, in the order in which it is read out. */
export function SlideBody({ slide, duty, ...told }: Told & { readonly slide: Slide; readonly duty: string }) {
  switch (slide.kind) {
    case 'overall':
      return <Overall {...told} duty={duty} />;
    case 'item':
      return <Item {...told} one={slide.one} />;
    case 'ahead':
      return <Ahead {...told} moments={slide.moments} />;
    case 'rest':
      return <Rest groups={slide.groups} notes={slide.notes} />;
    default:
      return assertNever(slide);
  }
}

function Overall({ view, names, duty }: Told & { readonly duty: string }) {
  const { overall, sentence, situation, givers, receivers } = view.content;
  const people = (ids: readonly string[]): string =>
    ids.length === 0 ? 'nobody is named' : ids.map(names.person).join(', ');
  const notOk = (situation?.places ?? [])
    .filter(({ status }) => status !== 'ok')
    .sort((a, b) => badness(a.status) - badness(b.status));
  return (
    <div className="present-slide">
      <h2 id="present-title" dir="auto">
        <b className="present-overall">{overall === null ? 'Nobody has said how it stands' : OVERALL_WORD[overall]}</b>{' '}
        {sentence}
      </h2>
      <dl>
        <dt>Gives</dt>
        <dd>{people(givers)}</dd>
        <dt>Takes</dt>
        <dd>{people(receivers)}</dd>
        <dt>Duty</dt>
        <dd>{duty.replace(/^Duty: /, '')}</dd>
        {situation !== null && (
          <>
            <dt>Not ok</dt>
            <dd>
              {notOk.length === 0 ? (
                'Every site was ok.'
              ) : (
                <ul className="present-places">
                  {notOk.map(({ country, tier, status, sites }) => (
                    <li key={`${country} ${tier}`}>
                      <Glyph status={status} size={18} /> <StateWord status={status} /> {names.country(country)},{' '}
                      {TIER_WORD[tier]}
                      {sites > 1 && ` (${sites})`}
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Item({ view, names, times, one }: Told & { readonly one: SheetItem }) {
  const { item, mark, ifThens, merged } = one;
  const missing = missingOf(item, view.content.ifThens);
  const when = spanText(item, times);
  return (
    <div className="present-slide">
      <p className="present-kind">
        <ConditionMark condition={item.condition} />
        <ItemStatus status={item.status} />
        <span>{ITEM_KIND_WORD[item.kind]}</span>
        {view.content.before !== null && <span>{MARK_WORD[mark]}</span>}
        {item.carried > 0 && <span>{carriedText(item.carried)}</span>}
      </p>
      <h2 id="present-title" dir="auto">
        <Name {...item} /> {item.line}
      </h2>
      <dl>
        {item.facts !== '' && (
          <>
            <dt>Now</dt>
            <dd dir="auto">{item.facts}</dd>
          </>
        )}
        {when !== '' && (
          <>
            <dt>When</dt>
            <dd>{when}</dd>
          </>
        )}
        {item.sites.length > 0 && (
          <>
            <dt>Where</dt>
            <dd>{item.sites.map(names.site).join(', ')}</dd>
          </>
        )}
        {item.done.trim() !== '' && (
          <>
            <dt>Done</dt>
            <dd dir="auto">{item.done}</dd>
          </>
        )}
        <dt>Next</dt>
        <dd dir="auto" className={missing.includes('next') ? 'is-missing' : 'is-next'}>
          {item.next.trim() === '' ? 'no next action' : item.next}
        </dd>
        <dt>Owner</dt>
        <dd className={missing.includes('owner') ? 'is-missing' : ''}>
          {item.owner === null ? 'no owner' : names.person(item.owner)}
        </dd>
        <dt>Due</dt>
        <dd className={missing.includes('due') ? 'is-missing' : ''}>
          {item.due === null ? 'no due time' : times.both(item.due)}
        </dd>
        {ifThens.map((ifThen) => (
          <div key={ifThen.id} className="present-if">
            <dt>If</dt>
            <dd dir="auto">
              {ifText(ifThen, names)}, <b>then</b> {thenText(ifThen, names)}{' '}
              <span className="sub">
                {[ifThenTime(ifThen, times), ifThen.watch === null ? '' : 'watched']
                  .filter((text) => text !== '')
                  .join(', ')}
              </span>
            </dd>
          </div>
        ))}
        {missing.includes('if-then') && (
          <>
            <dt>If</dt>
            <dd className="is-missing">no if-then</dd>
          </>
        )}
        {merged.length > 0 && (
          <>
            <dt>With it</dt>
            <dd dir="auto">
              {merged.map(({ name, line }) => [name, line].filter((text) => text !== '').join(' ')).join('; ')}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function ItemStatus({ status }: { readonly status: SheetItem['item']['status'] }) {
  if (status === null) return null;
  if (status === 'go' || status === 'caution' || status === 'hold')
    return (
      <span className="present-status">
        <Glyph status={VERDICT_SHAPE[status]} size={20} word={VERDICT_WORD[status]} />{' '}
        <StateWord status={VERDICT_SHAPE[status]}>{VERDICT_WORD[status]}</StateWord>
      </span>
    );
  return (
    <span className="present-status">
      <Glyph status={status} size={20} /> <StateWord status={status} />
    </span>
  );
}

function Ahead({ times, names, moments }: Told & { readonly moments: readonly Moment[] }) {
  return (
    <div className="present-slide">
      <h2 id="present-title">Next shift, in {times.name}</h2>
      <ol className="present-ahead">
        {moments.map(({ at, what, item }) => (
          <li key={`${item.id} ${what}`}>
            <b>{times.local(at)}</b>
            <span>{times.zone === 'UTC' ? '' : `${times.utc(at)} UTC`}</span>
            <em>{what}</em>
            <span dir="auto" className="present-what">
              <Name {...item} /> {item.line}
            </span>
            <span>{item.owner === null ? '' : names.person(item.owner)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Rest({ groups, notes }: { readonly groups: readonly Group[]; readonly notes: string }) {
  return (
    <div className="present-slide">
      <h2 id="present-title">The rest</h2>
      {groups.map(({ section, title, lines }) => (
        <section key={section} className="present-group" aria-label={title}>
          <h3>
            {title} <span>{lines.length}</span>
          </h3>
          <ul>
            {lines.map(({ key, name, kind, line, more }) => (
              <li key={key} dir="auto">
                <Name name={name} kind={kind} /> {line} <span className="sub">{more}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {notes !== '' && (
        <section className="present-group" aria-label="Notes as written">
          <h3>Notes as written</h3>
          <p className="present-notes" dir="auto">
            {notes}
          </p>
        </section>
      )}
    </div>
  );
}

/** A code stands before its line; a name in words is told from it. */
const Name = ({ name, kind }: Pick<HandoverItem, 'name' | 'kind'>) =>
  name === '' ? null : isCode({ kind }) ? <span className="mono">{name}</span> : <span>{name}:</span>;
