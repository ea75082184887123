import { Button } from '../../ui/controls';

interface FormEndProps {
  /** Why it was not done; null when nothing was tried or all is well. */
  readonly problem: string | null;
  readonly ready: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The end of a small form beside the notes: what went wrong, and its two buttons. Enter in a field sends it too. */
export function FormEnd({ problem, ready, onSend, onClose }: FormEndProps) {
  return (
    <>
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <input type="submit" hidden />
      <div className="form-actions">
        <Button small kind="primary" disabled={!ready} onClick={onSend}>
          Add
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </div>
    </>
  );
}
