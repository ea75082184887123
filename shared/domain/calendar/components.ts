import type { CalendarProblem } from './problem';
import { readProperty, unfold, type LogicalLine, type Property } from './lines';

/** A component with all it holds, in the order of the file. Plain data: it can be kept as JSON. */
export interface Component {
  /** In capitals. */
  readonly name: string;
  readonly line: number;
  readonly parts: readonly Part[];
}
export type Part =
  | { readonly part: 'property'; readonly property: Property }
  | { readonly part: 'component'; readonly component: Component }
  /** A line nobody understands, kept for when the file is written again. */
  | { readonly part: 'line'; readonly text: string };

export const propertiesOf = (component: Component, name?: string): readonly Property[] =>
  component.parts.flatMap((part) =>
    part.part === 'property' && (name === undefined || part.property.name === name) ? [part.property] : [],
  );

export const propertyOf = (component: Component, name: string): Property | undefined =>
  propertiesOf(component, name)[0];

export const componentsOf = (component: Component, name: string): readonly Component[] =>
  component.parts.flatMap((part) =>
    part.part === 'component' && part.component.name === name ? [part.component] : [],
  );

/** iCalendar needs three; deeper ones are kept as lines. */
const DEEPEST = 8;

interface Open extends Component {
  readonly parts: Part[];
}

/** Takes a file apart. What is around its calendars, and an END without a BEGIN, belongs to none and is left. */
export function readComponents(text: string, report: (problem: CalendarProblem) => void): readonly Component[] {
  const calendars: Component[] = [];
  const open: Open[] = [];
  /** Names of components below the deepest. */
  const tooDeep: string[] = [];
  for (const line of unfold(text)) {
    const property = readProperty(line);
    const top = open.at(-1);
    const name = property?.value.trim().toUpperCase() ?? '';
    if (top !== undefined && tooDeep.length > 0) {
      keepDeep(line, property, top, tooDeep);
    } else if (property?.name === 'BEGIN') {
      begin(line, name);
    } else if (property?.name === 'END') {
      end(line, name);
    } else if (top === undefined) {
      report({ line: line.line, cause: `"${short(line.text)}" stands outside of a calendar and was left out.` });
    } else if (property === null) {
      report({ line: line.line, cause: `"${short(line.text)}" is no property: expected NAME:VALUE.` });
      top.parts.push({ part: 'line', text: line.text });
    } else top.parts.push({ part: 'property', property });
  }
  for (const { line, name } of open) report({ line, cause: `${name} has no end: the file may be cut off.` });
  return calendars;

  function begin(line: LogicalLine, name: string): void {
    const top = open.at(-1);
    if (top === undefined && name !== 'VCALENDAR') {
      report({ line: line.line, cause: `${name} stands outside of a calendar and was left out.` });
      return;
    }
    if (top !== undefined && open.length === DEEPEST) {
      report({ line: line.line, cause: `${name} lies deeper than ${DEEPEST} components and was not read.` });
      top.parts.push({ part: 'line', text: line.text });
      tooDeep.push(name);
      return;
    }
    const component: Open = { name, line: line.line, parts: [] };
    if (top === undefined) calendars.push(component);
    else top.parts.push({ part: 'component', component });
    open.push(component);
  }

  function end(line: LogicalLine, name: string): void {
    const at = open.findLastIndex((one) => one.name === name);
    if (at === -1) {
      report({ line: line.line, cause: `END:${name} ends nothing that was begun.` });
      return;
    }
    for (const left of open.splice(at).slice(1)) {
      report({ line: left.line, cause: `${left.name} has no end before the end of ${name} in line ${line.line}.` });
    }
  }
}

function keepDeep(line: LogicalLine, property: Property | null, top: Open, tooDeep: string[]): void {
  top.parts.push({ part: 'line', text: line.text });
  if (property?.name === 'BEGIN') tooDeep.push(property.value.trim().toUpperCase());
  if (property?.name === 'END') tooDeep.pop();
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
