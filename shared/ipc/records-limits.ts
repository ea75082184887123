// Apart from the schemas: the window needs these, and must not carry a validator.

/** Longest change of a document in one call, as base64. */
export const MOST_UPDATE = 950_000;
/**
 * Longest piece of notes that is put in at once, in UTF-16 units, each of which takes up to 3 bytes: in any script it fits into one
 * change. What is larger is refused at the window, where it stays on screen.
 */
export const MOST_PASTE = 230_000;
/** Longest notes of one incident, in UTF-16 units: what an editor still moves through without waiting. */
export const MOST_NOTES = 2_000_000;
/** Largest image, in bytes. */
export const MOST_IMAGE = 5_000_000;
export const IMAGE_MEDIA = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageMedia = (typeof IMAGE_MEDIA)[number];
/** Largest file that is imported, in bytes; the command line takes larger ones. */
export const MOST_IMPORT = 10_000_000;
/** How an incident leaves: to a file, or as a text for the clipboard and the screen. */
export const EXPORT_FORMATS = ['markdown', 'json', 'pdf', 'chat', 'review'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
