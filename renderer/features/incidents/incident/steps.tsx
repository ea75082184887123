import { useState } from 'react';
import type { IncidentState, IncidentView } from '../../../../shared/domain/incident/types';
import { STATE_WORD } from '../../../../shared/domain/incident/words';
import { Button } from '../../../ui/controls';
import { ExportMenu } from '../leaving/export-menu';
import { LeavingLine, type LeavingSaid } from '../leaving/leaving-line';
import { ReviewSheet } from '../leaving/review-sheet';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { ActForm } from './act-form';
import { moveWord, stepsOf } from './view-model';

/** The states it went through, and where it can go from here. */
export function Steps({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const clocks = useClocks();
  const view = stepsOf(incident, clocks, names);
  const [asked, setAsked] = useState<IncidentState | null>(null);
  const [said, setSaid] = useState<LeavingSaid | null>(null);
  const [review, setReview] = useState<string | null>(null);
  const current = incident.state?.value ?? null;
  return (
    <div className="steps-block">
      <div className="steps">
        <ol aria-label="State">
          {view.steps.map((step) => (
            <li
              key={step.state}
              className={`step is-${step.stand}`}
              aria-current={step.stand === 'now' ? 'step' : undefined}
            >
              <i aria-hidden="true" />
              <b>{step.word}</b>
              {step.time !== '' && <span>{step.time}</span>}
            </li>
          ))}
        </ol>
        <div className="steps-actions">
          <ExportMenu incident={incident} onSaid={setSaid} onReview={setReview} />
          {view.others.map((one) => (
            <Button key={one} kind="quiet" onClick={() => setAsked(one)}>
              {moveWord(one, current)}
            </Button>
          ))}
          {view.next !== null && (
            <Button kind="primary" shortcut="W" data-next-state onClick={() => setAsked(view.next)}>
              {moveWord(view.next, current)}
            </Button>
          )}
        </div>
      </div>
      {incident.declaring !== null && (
        <p className="steps-waits" role="status">
          <b>Not declared yet:</b> {incident.declaring}. It is declared as soon as words can be saved.
        </p>
      )}
      {said !== null && <LeavingLine said={said} onClose={() => setSaid(null)} />}
      {review !== null && <ReviewSheet incident={incident} text={review} onClose={() => setReview(null)} />}
      {asked !== null && (
        <ActForm
          incident={incident.id}
          label={moveWord(asked, current)}
          word={moveWord(asked, current)}
          ready
          act={(reason) => ({ act: 'state', state: asked, ...(reason === '' ? {} : { reason }) })}
          onClose={() => setAsked(null)}
        >
          <p className="act-what">
            {current === null ? 'Not declared' : STATE_WORD[current]} to <b>{STATE_WORD[asked]}</b>
          </p>
        </ActForm>
      )}
    </div>
  );
}
