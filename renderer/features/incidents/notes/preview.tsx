import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ShownImage } from '../../../stores/record-calls';
import { useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Icon } from '../../../ui/icons';
import type { Names } from '../../../ui/names';
import { markdownTree, MOST_DRAWN, type LinkTarget, type MarkdownNode } from './markdown';

interface PreviewProps {
  readonly incident: string;
  readonly text: string;
  readonly names: Names;
  readonly onSnapshot: (hash: string) => void;
}

/** Notes as they read. Nothing in them acts: no HTML, no request, and a link to outside is copied, not followed. */
export function Preview({ incident, text, names, onSnapshot }: PreviewProps) {
  const tree = useMemo(() => markdownTree(text), [text]);
  if (text.trim() === '') return <p className="notes-blank">Nothing written yet.</p>;
  return (
    <article className="notes-read" aria-label="Notes, as they read">
      <Nodes nodes={tree} incident={incident} names={names} onSnapshot={onSnapshot} />
      {text.length > MOST_DRAWN && (
        <p className="notes-blank">
          The rest of these notes is too long to be drawn here. All of it stands under Write.
        </p>
      )}
    </article>
  );
}

type NodesProps = Omit<PreviewProps, 'text'> & { readonly nodes: readonly MarkdownNode[] };

function Nodes({ nodes, ...rest }: NodesProps): ReactNode {
  // What was parsed anew is drawn anew: places are the only names that parts of a text have.
  return nodes.map((node, index) => <Node key={index} node={node} {...rest} />);
}

function Node({ node, ...rest }: Omit<NodesProps, 'nodes'> & { readonly node: MarkdownNode }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
    case 'code':
      return node.block ? (
        <pre tabIndex={0}>
          <code>{node.text}</code>
        </pre>
      ) : (
        <code>{node.text}</code>
      );
    case 'task':
      return (
        <span
          role="img"
          className={node.done ? 'notes-task is-done' : 'notes-task'}
          aria-label={node.done ? 'Done' : 'To do'}
        >
          {node.done && <Icon name="check" size={11} />}
        </span>
      );
    case 'image':
      return <NoteImage node={node} incident={rest.incident} />;
    case 'link':
      return (
        <NoteLink to={node.to} names={rest.names} onSnapshot={rest.onSnapshot}>
          <Nodes nodes={node.children} {...rest} />
        </NoteLink>
      );
    case 'element': {
      const { tag: Tag, start, children } = node;
      const isTask = Tag === 'li' && hasTask(children);
      return (
        <Tag
          dir="auto"
          className={isTask ? 'has-task' : undefined}
          {...(start === null || start === 1 ? {} : { start })}
        >
          <Nodes nodes={children} {...rest} />
        </Tag>
      );
    }
  }
}

const hasTask = ([first]: readonly MarkdownNode[]): boolean =>
  first?.kind === 'task' || (first?.kind === 'element' && first.tag === 'p' && hasTask(first.children));

function NoteLink({
  to,
  names,
  onSnapshot,
  children,
}: {
  readonly to: LinkTarget;
  readonly names: Names;
  readonly onSnapshot: (hash: string) => void;
  readonly children: ReactNode;
}) {
  const { navigation, records } = useStores();
  switch (to.kind) {
    case 'record': {
      const known = records.getState().rows?.some(({ id }) => id === to.id) ?? false;
      if (!known) return <span data-hint="Of this record nothing is known here.">{children}</span>;
      return (
        <button type="button" className="notes-link" onClick={() => navigation.openIncident(to.id)}>
          {children}
        </button>
      );
    }
    case 'site':
      if (!names.sites.some(({ id }) => id === to.id))
        return <span data-hint={`No site "${to.id}" in this workspace.`}>{children}</span>;
      return (
        <button type="button" className="notes-link" onClick={() => navigation.openSite(to.id)}>
          {children}
        </button>
      );
    case 'snapshot':
      return (
        <button type="button" className="notes-link is-snapshot" onClick={() => onSnapshot(to.id)}>
          <Icon name="snapshot" size={13} />
          {children}
        </button>
      );
    case 'web':
      return (
        <button
          type="button"
          className="notes-link"
          data-hint={`Copies the address: ${to.url}`}
          onClick={() =>
            void copyText(to.url).then((copied) =>
              navigation.say(copied ? `Copied: ${to.url}` : `Copy was refused: ${to.url}`),
            )
          }
        >
          {children}
        </button>
      );
    case 'inert':
      return <span data-hint={`Leads nowhere: ${to.href}`}>{children}</span>;
  }
}

function NoteImage({
  node,
  incident,
}: {
  readonly node: Extract<MarkdownNode, { readonly kind: 'image' }>;
  readonly incident: string;
}) {
  const { records } = useStores();
  const { hash, alt, source } = node;
  const [image, setImage] = useState<{ readonly hash: string; readonly shown: ShownImage } | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (hash === null) return undefined;
    let wanted = true;
    void records.image(incident, hash).then((shown) => {
      if (wanted) setImage({ hash, shown });
    });
    return () => {
      wanted = false;
    };
  }, [records, incident, hash, tries]);
  if (hash === null) return <span className="notes-gone">Image of another place, not loaded: {alt || source}</span>;
  if (image?.hash !== hash) return <span className="notes-gone">Loading {alt || 'the image'}</span>;
  const { shown } = image;
  if ('url' in shown) return <img src={shown.url} alt={alt} />;
  return (
    <span className="notes-gone">
      Image {alt || hash.slice(0, 12)} cannot be shown: {shown.why}.{' '}
      {shown.again && (
        <button type="button" className="notes-link" onClick={() => setTries(tries + 1)}>
          Try again
        </button>
      )}
    </span>
  );
}
