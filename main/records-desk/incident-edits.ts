import { mayBeSeenBy, mayMove } from '../../shared/domain/incident/rules';
import type { IncidentView, PersonId } from '../../shared/domain/incident/types';
import type { IncidentAct, IncidentEdit } from '../../shared/ipc/records-contract';
import type { Edit } from '../../shared/records/edits';

/** Why an act cannot be done now, in words; null when it can. */
export function refuse(incident: IncidentView, act: IncidentAct, person: PersonId): string | null {
  switch (act.act) {
    case 'state':
      if (mayMove(incident.state, act.state)) return null;
      return `it cannot become ${act.state} from ${incident.state?.value ?? 'nothing'}`;
    case 'severity':
      return incident.severity !== null && !incident.severity.inConflict && incident.severity.value === act.severity
        ? `it is ${act.severity} already`
        : null;
    case 'role':
      if (act.person !== null && !mayBeSeenBy(incident, act.person))
        return `${act.person} may not see this incident: name them first`;
      return null;
    case 'acknowledge': {
      const mine = Object.values(incident.roles).some(({ answers }) =>
        answers.some(({ act: id, value }) => id === act.of && value.person === person),
      );
      return mine ? null : 'only the person who was given the role takes it';
    }
  }
}

/** What a person changed, as edits of the record. */
export function toEdits(edit: IncidentEdit, newId: () => string): readonly Edit[] {
  switch (edit.edit) {
    case 'title':
      return [{ edit: 'write', field: 'title', text: edit.title }];
    case 'began':
      return [{ edit: 'set', field: 'beganAt', value: edit.at }];
    case 'detected':
      return [{ edit: 'set', field: 'detectedAt', value: edit.at }];
    case 'add-site':
      return [{ edit: 'include', field: 'sites', member: edit.site }];
    case 'remove-site':
      return [{ edit: 'exclude', field: 'sites', member: edit.site }];
    case 'let-see':
      return [{ edit: 'include', field: 'restrictedTo', member: edit.person }];
    case 'add-follow-up': {
      const { text, owner, due } = edit;
      return [{ edit: 'add', list: 'followUps', id: newId(), fields: { text, owner, due, done: false } }];
    }
    case 'change-follow-up': {
      const { id, edit: _, ...fields } = edit;
      return Object.entries(fields).flatMap(([field, value]): readonly Edit[] =>
        value === undefined ? [] : [{ edit: 'change', list: 'followUps', id, field, value }],
      );
    }
    case 'add-link': {
      const { kind, target, label } = edit;
      return [{ edit: 'add', list: 'links', id: newId(), fields: { kind, target, label } }];
    }
    case 'remove-follow-up':
    case 'restore-follow-up':
    case 'remove-link':
    case 'restore-link':
      return [
        {
          edit: edit.edit.startsWith('remove') ? 'remove' : 'restore',
          list: edit.edit.endsWith('link') ? 'links' : 'followUps',
          id: edit.id,
        },
      ];
    case 'add-image': {
      const { hash, media, name, size } = edit;
      return [{ edit: 'add', list: 'images', id: newId(), fields: { hash, media, name, size } }];
    }
  }
}
