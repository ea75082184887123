/** What the audit says and what it hands over for the parts that need pixels. Plain data: it leaves the page as JSON. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const RULES = [
  'page-scrolls',
  'outside-window',
  'spills',
  'text-cut',
  'ellipsis-unreachable',
  'glyphs-cut',
  'lines-touch',
  'no-glyph',
  'text-overlap',
  'text-covered',
  'control-covered',
  'controls-overlap',
  'plates-overlap',
  'marker-covered',
  'font-size',
  'target-size',
  'status-without-word',
  'duplicate-id',
  'text-contrast',
  'graphic-contrast',
  'focus-invisible',
  'axe',
] as const;

export type Rule = (typeof RULES)[number];

export interface Finding {
  readonly rule: Rule;
  /** Where it is, for a person and for `document.querySelector`. */
  readonly selector: string;
  /** The text concerned, shortened; empty for graphics. */
  readonly text: string;
  /** The numbers that speak against it. */
  readonly detail: string;
  readonly box: Box;
}

/** A text whose colour is judged against the pixels behind it. */
export interface TextProbe {
  readonly selector: string;
  readonly text: string;
  /** Red, green, blue 0 to 255, opacity 0 to 1, all opacities around it included. */
  readonly colour: readonly [number, number, number, number];
  readonly boxes: readonly Box[];
  /** 4.5, or 3 for large text. */
  readonly least: number;
}

/** A picture that carries meaning: something in it must stand out from what is around it. */
export interface GraphicProbe {
  readonly selector: string;
  readonly box: Box;
}

export interface PageReport {
  readonly findings: readonly Finding[];
  readonly texts: readonly TextProbe[];
  readonly graphics: readonly GraphicProbe[];
  /** How much was looked at: an audit that saw nothing proves nothing. */
  readonly seen: { readonly texts: number; readonly controls: number; readonly plates: number };
}

export interface AuditOptions {
  /** Boxes that must not cover each other. */
  readonly plates: string;
  /** Round marks that no plate may cover. */
  readonly markers: string;
  /** Surfaces that float over others by design: what they cover is put aside, not broken. */
  readonly floats: string;
  /** Smallest text in CSS pixels, and what may be one smaller. */
  readonly leastFont: number;
  readonly leastFontInitials: number;
  readonly initials: string;
}
