import type { Component } from './components';
import { fold } from './lines';
import type { CalendarSource } from './types';

/** The file again: the same components, properties and parameters in the same order, with CRLF and folded at 75 octets. */
export const rewriteCalendar = (source: CalendarSource): string => source.calendars.map(componentText).join('');

const componentText = ({ name, parts }: Component): string =>
  [
    fold(`BEGIN:${name}`),
    ...parts.map((part) => {
      switch (part.part) {
        case 'property':
          return fold(part.property.text);
        case 'line':
          return fold(part.text);
        case 'component':
          return componentText(part.component);
      }
    }),
    fold(`END:${name}`),
  ].join('');
