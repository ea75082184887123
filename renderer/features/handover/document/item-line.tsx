import { memo, type MouseEvent } from 'react';
import { isOpen } from '../../../../shared/domain/handover/items';
import type { Missing } from '../../../../shared/domain/handover/ready';
import { CONDITION_WORD, MARK_WORD } from '../../../../shared/domain/handover/words';
import { ConditionMark } from '../../../ui/condition-mark';
import { list } from '../../../ui/format';
import type { Field } from '../desk';
import { TextPlace } from '../edit/text-place';
import { useDesk, useGround, type Ground } from '../ground';
import { Details } from './details';
import { MarkSign } from './mark';
import { StatusGlyph, StatusWord } from './status-mark';
import type { Line } from './view-model';

/** `row`: one line with owner and condition; `time`: with its times before it; `slim`: half as wide. */
export type Layout = 'row' | 'time' | 'slim';

const MISSING_WORD: Readonly<Record<Missing, string>> = {
  owner: 'owner',
  next: 'next action',
  due: 'due',
  'if-then': 'if-then',
};

/** One thing that the next shift has to know. Its mark opens what else is said of it. */
export const ItemLine = memo(function ItemLine({ line, layout }: { readonly line: Line; readonly layout: Layout }) {
  const ground = useGround();
  const { item, mark, missing } = line;
  const open = useDesk((state) => state.open === item.id);
  const at = useDesk((state) => state.at === item.id);
  // Where a line has no room for it, stable goes without saying.
  const saysCondition = layout !== 'row' && isOpen(item) && item.condition !== 'stable';
  const amendment = ground.amended?.items.get(item.id);
  return (
    <li
      className={`ho-line is-${layout} is-${mark}${open ? ' is-open' : ''}${at ? ' is-at' : ''}${item.condition === 'unstable' ? ' is-unstable' : ''}`}
      data-at={item.id}
      data-key={item.id}
      onClick={(event) => toggleOn(event, item.id, ground)}
    >
      <div className="ho-line-top">
        <button
          type="button"
          className="ho-open"
          data-row
          aria-expanded={open}
          aria-label={labelOf(line, ground)}
          onClick={() => ground.desk.toggle(item.id)}
          onFocus={() => ground.desk.setState({ at: item.id })}
        >
          <MarkSign mark={mark} />
        </button>
        {layout === 'time' && <Times line={line} />}
        <div className="ho-line-text">
          {layout === 'row' && item.status !== null && <StatusGlyph status={item.status} />}
          {line.name !== '' && <span className={layout === 'slim' ? 'ho-name' : 'ho-id'}>{line.name}</span>}
          <Words line={line} layout={layout} />
        </div>
        {layout === 'row' && isOpen(item) && <ConditionMark condition={item.condition} />}
        {layout === 'time' && (
          <>
            <span className="ho-place">{placeOf(item.sites, ground)}</span>
            {item.status === null ? <span /> : <StatusWord status={item.status} />}
          </>
        )}
        <Owner line={line} layout={layout} />
      </div>
      {(missing.length > 0 || saysCondition) && (
        <p className="ho-lacks">
          {saysCondition && <ConditionMark condition={item.condition} />}
          {missing.length > 0 && <Lacks line={line} />}
        </p>
      )}
      {amendment !== undefined && (
        <p className="ho-amended">
          <b>Amended.</b>{' '}
          {amendment.was.length === 0
            ? 'Added after acceptance.'
            : `Was: ${list(amendment.was.map(({ field, text }) => `${field} \u201c${text === '' ? 'nothing' : text}\u201d`))}.`}
        </p>
      )}
      {open && <Details line={line} />}
    </li>
  );
});

/** A press beside the words of a line opens it, as its mark does. */
function toggleOn(event: MouseEvent, id: string, { desk }: Ground): void {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest('button, [role="button"], input, textarea, select, label, form, .ho-details') !== null)
    return;
  if (window.getSelection()?.isCollapsed === false) return;
  desk.toggle(id);
}

function Words({ line, layout }: { readonly line: Line; readonly layout: Layout }) {
  const { edit } = useGround();
  const { item } = line;
  return (
    <>
      <TextPlace
        at={item.id}
        field="line"
        label="Line"
        value={item.line}
        none="no line"
        oneLine
        inLine
        most={300}
        onSave={(text) => edit({ edit: 'item', id: item.id, fields: { line: text } })}
      >
        <span className={layout === 'slim' && line.name !== '' ? 'ho-said' : 'ho-title'} dir="auto">
          {item.line}
        </span>
      </TextPlace>
      {item.facts !== '' && layout !== 'time' && <span className="ho-facts">{item.facts}</span>}
      {line.told.length > 0 && <span className="ho-facts">and {line.told.length} more told with it</span>}
      {item.carried >= 3 && (
        <span className="ho-carried" data-hint="Carried through three shifts or more: it goes to the lead.">
          {item.carried} shifts
        </span>
      )}
    </>
  );
}

function Times({ line: { item } }: { readonly line: Line }) {
  const { times } = useGround();
  const at = item.begins ?? item.ends ?? item.due;
  if (at === null)
    return (
      <>
        <span className="ho-local">open</span>
        <span className="ho-utc" />
      </>
    );
  return (
    <>
      <span
        className="ho-local"
        data-hint={[
          ...(item.begins === null ? [] : [`Begins ${times.both(item.begins)}`]),
          ...(item.ends === null ? [] : [`Ends ${times.both(item.ends)}`]),
        ].join('\n')}
      >
        {times.bare(at)}
      </span>
      <span className="ho-utc">{times.utc(at)}</span>
    </>
  );
}

function Owner({ line, layout }: { readonly line: Line; readonly layout: Layout }) {
  const { names, times, short } = useGround();
  const { item, ownerBefore } = line;
  if (!isOpen(item)) return <span className="ho-owner" />;
  const due = item.due === null || layout !== 'slim' ? '' : times.named(item.due);
  if (item.owner === null) {
    if (layout === 'slim') return <span className="ho-owner">{due}</span>;
    return <span className="ho-owner">{layout === 'row' ? 'no owner' : ''}</span>;
  }
  const owner = short(item.owner);
  return (
    <span className="ho-owner" data-hint={names.person(item.owner)}>
      {layout !== 'row' || ownerBefore === undefined ? (
        owner
      ) : ownerBefore === item.owner ? (
        `${owner} keeps`
      ) : (
        <>
          {ownerBefore === null ? 'no owner' : short(ownerBefore)} to <b>{owner}</b>
        </>
      )}
      {due !== '' && `, ${due}`}
    </span>
  );
}

/** What H3 asks for, said where it is missing; each leads into its field. */
function Lacks({ line: { item, missing } }: { readonly line: Line }) {
  const { desk, editable } = useGround();
  return (
    <span>
      Lacks{' '}
      {missing.map((one, index) => (
        <span key={one}>
          {index > 0 && ', '}
          {editable ? (
            <button type="button" onClick={() => desk.edit(item.id, one satisfies Field)}>
              {MISSING_WORD[one]}
            </button>
          ) : (
            MISSING_WORD[one]
          )}
        </span>
      ))}
    </span>
  );
}

function placeOf(sites: readonly string[], { place }: Ground): string {
  const [first, ...rest] = sites;
  if (first === undefined) return '';
  return rest.length === 0 ? place(first) : `${place(first)} +${rest.length}`;
}

function labelOf({ item, name, mark, missing }: Line, { names }: Ground): string {
  return [
    MARK_WORD[mark],
    [name, item.line].filter((word) => word !== '').join(' '),
    ...(isOpen(item) ? [CONDITION_WORD[item.condition]] : []),
    ...(item.owner === null ? [] : [names.person(item.owner)]),
    ...(missing.length === 0 ? [] : [`lacks ${list(missing.map((one) => MISSING_WORD[one]))}`]),
  ].join(', ');
}
