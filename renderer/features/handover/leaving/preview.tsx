import { useEffect, useRef } from 'react';
import type { PaperSize } from '../../../../shared/records/paper/style';
import { useSize } from '../../../ui/use-size';
import { paperNodes } from './paper-nodes';

/** Sheets in CSS pixels, and what of them is for the text of one page. */
const SHEET: Readonly<Record<PaperSize, { readonly width: number; readonly height: number; readonly text: number }>> = {
  A4: { width: 794, height: 1123, text: 1017 },
  Letter: { width: 816, height: 1056, text: 950 },
};
/** The margins that the printer leaves, which a screen has not; and the letters of the window, which are as wide as those on paper. */
const HERE = `body { padding: 34px 48px 72px !important; font-family: var(--sans) !important; }
.id, .hash { font-family: var(--mono) !important; }`;

/** The page as the printer gets it, in a tree of its own: its rules do not reach the window, nor those of the window it. */
export function PaperPreview({
  html,
  paper,
  isFit,
  pages,
  onPages,
}: {
  readonly html: string;
  readonly paper: PaperSize;
  readonly isFit: boolean;
  readonly pages: number;
  /** How many it takes, laid out with the fonts that are here. */
  readonly onPages: (pages: number) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const sheet = SHEET[paper];
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (root === undefined) return undefined;
    const { style, body } = paperNodes(html);
    const rules = new CSSStyleSheet();
    rules.replaceSync(`${style}${HERE}`);
    root.adoptedStyleSheets = [rules];
    root.replaceChildren(body);
    const laid = root.querySelector('.sheet');
    if (laid === null) return undefined;
    const measure = (): void => {
      const { clientHeight } = laid;
      if (clientHeight > 0) onPages(Math.ceil(clientHeight / SHEET[paper].text));
    };
    measure();
    // Followed: letters that arrive later make it another height.
    const observer = new ResizeObserver(measure);
    observer.observe(laid);
    return () => observer.disconnect();
  }, [html, paper, onPages]);
  const room = size === null ? sheet : { width: size.width - 32, height: size.height - 32 };
  const scale = isFit ? Math.min(1, room.width / sheet.width, room.height / sheet.height) : 1;
  return (
    <div className="ho-preview" ref={place} tabIndex={0} role="region" aria-label="Preview">
      <div style={{ width: sheet.width * scale, height: sheet.height * scale * pages }}>
        <div
          ref={host}
          className="ho-sheet"
          style={{ width: sheet.width, height: sheet.height * pages, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  );
}

/** What goes out as text, to read and to select. */
export function TextPreview({ text, name }: { readonly text: string; readonly name: string }) {
  return (
    <div className="ho-preview" tabIndex={0} role="region" aria-label="Preview">
      <pre aria-label={name} dir="auto">
        {text}
      </pre>
    </div>
  );
}
