/** Every key the window answers to, and no other. `letter` keys can be turned off. */
export interface KeyRow {
  readonly what: string;
  readonly keys: readonly string[];
  readonly letter: boolean;
}
export interface KeyGroup {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

const row = (what: string, keys: readonly string[], letter = false): KeyRow => ({ what, keys, letter });

export const keyGroups = (command: 'Ctrl' | 'Cmd'): readonly KeyGroup[] => [
  {
    title: 'Everywhere',
    rows: [
      row('Search and every action', [command, 'K']),
      row('This sheet', ['?'], true),
      row('Back one level, close', ['Esc']),
      row('Next panel', ['F6']),
      row('Site, UTC, my zone', ['Z'], true),
    ],
  },
  {
    title: 'Go to',
    rows: [
      row('Live', ['1'], true),
      row('Changes', ['2'], true),
      row('Incidents', ['3'], true),
      row('Handover', ['4'], true),
      row('The other screens, once built', ['5', 'to', '8'], true),
    ],
  },
  {
    title: 'Lists',
    rows: [
      row('Down, up', ['J', 'K'], true),
      row('Down, up', ['Down', 'Up']),
      row('Open the site', ['Enter']),
      row('Acknowledge, or take it back', ['A'], true),
      row('Declare an incident', ['I'], true),
    ],
  },
  {
    title: 'Live map',
    rows: [
      row('Next site, worst first', ['Tab']),
      row('Open the site', ['Enter']),
      row('The same as a list, and back', ['L'], true),
    ],
  },
  {
    title: 'In a site',
    rows: [
      row('Acknowledge, or take it back', ['A'], true),
      row('Declare an incident', ['I'], true),
      row('Copy the contact', ['P'], true),
      row('Retry its sources', ['R'], true),
      row('Last hour, 24 hours', ['D'], true),
      row('Pin the chart or the site', ['E'], true),
      row('Move along a chart', ['Left', 'Right']),
      row('By ten, to its ends', ['Shift', 'Home', 'End']),
    ],
  },
  {
    title: 'Changes',
    rows: [
      row('New change', ['C'], true),
      row('Time line, list', ['L'], true),
      row('Find a change', ['F'], true),
      row('Along a lane, across lanes', ['Left', 'Right', 'Up', 'Down']),
      row('Open the change', ['Enter']),
      row('Copy the rollback command (in its panel)', ['R'], true),
      row('Write into its log (in its panel)', ['N'], true),
      row('Move it; Enter saves, Esc cancels', ['M'], true),
      row('While moving: by 15 min, by 1 h', ['Left', 'Shift']),
      row('While moving: shorter, longer', ['[', ']'], true),
      row('Pan', ['Shift', 'Page Up']),
      row('Back to now', ['Home']),
      row('Zoom in, out', ['+', '\u2212'], true),
    ],
  },
  {
    title: 'In a handover',
    rows: [
      row('Down, up', ['J', 'K'], true),
      row('Open a line', ['Enter']),
      row('Write its line; Ctrl+Enter saves, Esc takes back', ['E'], true),
      row('Next action, owner, due', ['N', 'O', 'D'], true),
      row('Condition', ['T'], true),
      row('If-then', ['I'], true),
      row('Dismiss, tell with another', ['X', 'M'], true),
      row('Only what changed', ['C'], true),
      row('Present it, export it', ['P', 'S'], true),
    ],
  },
  {
    title: 'Beside a handover',
    rows: [
      row('Confirm the read-back', ['C'], true),
      row('Answer the question', ['A'], true),
      row('Send what was typed', [command, 'Enter']),
    ],
  },
  {
    title: 'In an incident',
    rows: [
      row('Write notes; Esc leaves them', ['N'], true),
      row('Insert into notes', ['/']),
      row('Add to the timeline', ['T'], true),
      row('Pin what is on screen', ['E'], true),
      row('Next state', ['W'], true),
      row('Export, draft the review', ['X'], true),
      row('Find an incident', ['F'], true),
    ],
  },
];
