import { useState } from 'react';
import type { Question } from '../../../../shared/domain/handover/types';
import { isOpen, inOrder } from '../../../../shared/domain/handover/items';
import { Button } from '../../../ui/controls';
import { aboutOf, mayAnswerQuestion, mayAsk, questionsOf } from './question-model';
import { nameOf } from './read-back-model';
import type { PanelCommands, Told } from './told';
import { WordsForm } from './words-form';

interface Props {
  readonly told: Told;
  readonly commands: PanelCommands;
}

/** What whoever comes wants to know, and what was answered. */
export function Questions({ told, commands }: Props) {
  const { view } = told;
  const [asks, setAsks] = useState(false);
  const { open, answered, title } = questionsOf(view);
  const may = mayAsk(told);
  if (open.length + answered.length === 0 && !may) return null;
  return (
    <section className={open.length > 0 ? 'panel-questions is-open' : 'panel-questions'} aria-label="Questions">
      {(open.length > 0 || answered.length > 0) && <h3>{title}</h3>}
      {open.map((question) => (
        <OpenQuestion key={question.act} {...{ question, told, commands }} />
      ))}
      {answered.map((question) => (
        <div key={question.act} className="question is-answered">
          <Asked {...{ question, told }} />
          {question.answers.map(({ act, person, at, text }) => (
            <p key={act} dir="auto">
              <b>{told.short(person)}:</b> {text} <small>{told.time(at)}</small>
            </p>
          ))}
        </div>
      ))}
      {may && !asks && (
        <Button small kind="quiet" onClick={() => setAsks(true)}>
          Ask a question
        </Button>
      )}
      {may && asks && <AskForm {...{ told, commands }} onClose={() => setAsks(false)} />}
    </section>
  );
}

function Asked({ question, told: { view, short, time } }: { readonly question: Question; readonly told: Told }) {
  const about = aboutOf(view, question);
  return (
    <p dir="auto">
      <b>
        {short(question.person)}
        {about === null ? '' : ` about ${about}`}:
      </b>{' '}
      {question.text} <small>{time(question.at)}</small>
    </p>
  );
}

function OpenQuestion({ question, told, commands }: Props & { readonly question: Question }) {
  const [answers, setAnswers] = useState(false);
  const may = mayAnswerQuestion(told, question);
  return (
    <div className="question">
      <Asked {...{ question, told }} />
      {may && !answers && (
        <Button small data-act="answer" shortcut="A" onClick={() => setAnswers(true)}>
          Answer<span className="visually-hidden"> {told.short(question.person)}</span>
        </Button>
      )}
      {may && answers && (
        <WordsForm
          draft={`handover.${told.view.id}.answer.${question.act}`}
          label="Answer"
          showsLabel={false}
          placeholder="The answer"
          word="Answer"
          focus
          onSend={(text) => commands.act(told.view.id, { act: 'answer', of: question.act, text })}
          onClose={() => setAnswers(false)}
        />
      )}
    </div>
  );
}

function AskForm({ told: { view }, commands, onClose }: Props & { readonly onClose: () => void }) {
  const [item, setItem] = useState<string | null>(null);
  return (
    <WordsForm
      draft={`handover.${view.id}.question`}
      label="Your question"
      placeholder="What do you need to know?"
      word="Ask"
      focus
      onSend={(text) => commands.act(view.id, { act: 'question', text, item })}
      onClose={onClose}
    >
      <label className="side-field">
        About
        <select
          className="field"
          value={item ?? ''}
          onChange={({ target: { value } }) => setItem(value === '' ? null : value)}
        >
          <option value="">The whole handover</option>
          {inOrder(view.content.items)
            .filter(isOpen)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
        </select>
      </label>
    </WordsForm>
  );
}
