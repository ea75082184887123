import { useState } from 'react';
import { Button } from '../../../ui/controls';
import { rivalsOf } from './sign-off-model';
import type { PanelCommands, Told } from './told';

/** H8: taken apart by two. Both stand as equals, and both copies are kept, whoever is named. */
export function DutyConflict({ told, commands }: { readonly told: Told; readonly commands: PanelCommands }) {
  const { view, short } = told;
  const [problem, setProblem] = useState<string | null>(null);
  if (!view.signing.inConflict) return null;
  const { accepted } = view.signing;
  const settle = async (of: string): Promise<void> => setProblem(await commands.act(view.id, { act: 'settle', of }));
  return (
    <section className="panel-rivals" aria-label="Two took this shift">
      <h3>It was taken twice, apart</h3>
      <p>
        Both are kept. Who had duty?
        {accepted !== null && ` Until somebody says so, ${short(accepted.person)} counts, who took it first.`}
      </p>
      <div className="rivals">
        {rivalsOf(told).map(({ letter, act, name, line, word }) => (
          <div key={act} className="rival" role="group" aria-label={`${letter}: ${name}`}>
            <i aria-hidden="true">{letter}</i>
            <b dir="auto">{name}</b>
            <span dir="auto">{line}</span>
            <Button small disabled={told.side === 'unknown'} onClick={() => void settle(act)}>
              {word}
            </Button>
          </div>
        ))}
      </div>
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
