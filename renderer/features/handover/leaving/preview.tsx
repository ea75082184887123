import { useEffect, useRef } from 'react';
import type { PaperSize } from '../../../../shared/records/paper/style';
import { useSize } from '../../../ui/use-size';

/** Sheets in CSS pixels. */
const SHEET: Readonly<Record<PaperSize, { readonly width: number; readonly height: number }>> = {
  A4: { width: 794, height: 1123 },
  Letter: { width: 816, height: 1056 },
};

/**
 * The page as the printer gets it, in a tree of its own: its rules do not reach the window, nor those of the window it. It was written by
 * `html`, which escapes every text; nothing in it runs, loads or can be pressed.
 */
export function PaperPreview({
  html,
  paper,
  isFit,
  pages,
}: {
  readonly html: string;
  readonly paper: PaperSize;
  readonly isFit: boolean;
  readonly pages: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const sheet = SHEET[paper];
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (root === undefined) return;
    const page = new DOMParser().parseFromString(html, 'text/html');
    const style = new CSSStyleSheet();
    style.replaceSync(page.querySelector('style')?.textContent ?? '');
    root.adoptedStyleSheets = [style];
    root.replaceChildren(page.body);
  }, [html]);
  const room = size === null ? sheet : { width: size.width - 32, height: size.height - 32 };
  const scale = isFit ? Math.min(1, room.width / sheet.width, room.height / sheet.height) : 1;
  return (
    <div className="ho-preview" ref={place} tabIndex={0} role="region" aria-label="Preview">
      <div style={{ width: sheet.width * scale, height: sheet.height * scale * pages }}>
        <div
          ref={host}
          className="ho-sheet"
          style={{ width: sheet.width, minHeight: sheet.height * pages, transform: `scale(${scale})` }}
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
