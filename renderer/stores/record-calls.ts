import type { Input } from '../../shared/ipc/contract';
import type { Exported, Written } from '../../shared/ipc/outcomes';
import type { IncidentAct, IncidentEdit, ImportAnswer } from '../../shared/ipc/records-contract';
import { MOST_IMPORT, type ExportFormat, type ImageMedia } from '../../shared/ipc/records-limits';
import { toBridgeError, type Bridge } from '../bridge/bridge';
import { toBase64 } from './base64';

/** A sentence about why not, or null when it was done. */
type Refusal = Promise<string | null>;

/** What a person does with incidents: each answers what came of it, or a sentence about why not. */
export interface RecordCalls {
  /** The new incident's id, or why there is none. */
  declare(input: Input<'incidents.declare'>): Promise<{ readonly id: string; readonly note: string | null } | string>;
  edit(id: string, ...edits: readonly IncidentEdit[]): Refusal;
  act(id: string, act: IncidentAct): Refusal;
  note(input: Input<'incidents.note'>): Refusal;
  /** What was pinned, or why not; `note` says why it is not on disk yet. */
  pin(
    input: Input<'incidents.pin'>,
  ): Promise<{ readonly hash: string; readonly title: string; readonly note: string | null } | string>;
  putImage(
    id: string,
    media: ImageMedia,
    name: string,
    bytes: Uint8Array,
  ): Promise<{ readonly hash: string; readonly note: string | null } | string>;
  image(id: string, hash: string): Promise<ShownImage>;
  export(id: string, format: ExportFormat): Promise<Exported | string>;
  /** One file at a time. */
  import(file: File, asNew?: boolean): Promise<ImportAnswer | string>;
  reveal(file: number): Refusal;
  unsavedText(): Promise<string>;
}

/** A data URL, or why there is none and whether asking again may help. */
export type ShownImage = { readonly url: string } | { readonly why: string; readonly again: boolean };

const NO_IMAGE: Readonly<Record<'not-listed' | 'not-here' | 'no-image', string>> = {
  'not-listed': 'this incident has no image of that name',
  'not-here': 'it was kept on another machine and has not come here',
  'no-image': 'its bytes are no image',
};

/** Why what was done is not on disk yet; null when it is. */
const notOnDisk = ({ saved, reason }: Written): string | null =>
  saved ? null : `Not on disk yet: ${reason ?? 'the disk refused'}. It is tried again.`;

/** `changed`: reads again what is on screen. */
export function createRecordCalls(bridge: Bridge, changed: () => Promise<void>): RecordCalls {
  const tryTo = async (work: () => Promise<Written | null>): Refusal => {
    try {
      const written = await work();
      await changed();
      return written && notOnDisk(written);
    } catch (thrown) {
      return `Not done: ${toBridgeError(thrown).message}`;
    }
  };
  return {
    declare: async (input) => {
      try {
        const { id, saved, reason } = await bridge.call('incidents.declare', input);
        return {
          id,
          note: saved
            ? null
            : `Not declared yet: ${reason ?? 'the disk refused'}. What you wrote is kept in memory and tried again.`,
        };
      } catch (thrown) {
        return `Not declared: ${toBridgeError(thrown).message}`;
      }
    },
    edit: (id, ...edits) => tryTo(() => bridge.call('incidents.edit', { id, edits: [...edits] })),
    act: (id, act) => tryTo(() => bridge.call('incidents.act', { id, act })),
    note: (input) => tryTo(() => bridge.call('incidents.note', input)),
    pin: async (input) => {
      try {
        const { hash, title, ...written } = await bridge.call('incidents.pin', input);
        await changed();
        return { hash, title, note: notOnDisk(written) };
      } catch (thrown) {
        return `Not pinned: ${toBridgeError(thrown).message}`;
      }
    },
    putImage: async (id, media, name, bytes) => {
      try {
        const { hash } = await bridge.call('records.putImage', { record: id, media, bytes: toBase64(bytes) });
        const written = await bridge.call('incidents.edit', {
          id,
          edits: [{ edit: 'add-image', hash, media, name: name.slice(0, 300), size: bytes.byteLength }],
        });
        return { hash, note: notOnDisk(written) };
      } catch (thrown) {
        return `The image was not kept: ${toBridgeError(thrown).message}`;
      }
    },
    image: async (id, hash) => {
      try {
        const image = await bridge.call('records.getImage', { record: id, hash });
        return image.kind === 'image'
          ? { url: `data:${image.media};base64,${image.bytes}` }
          : { why: NO_IMAGE[image.kind], again: image.kind === 'not-here' };
      } catch (thrown) {
        return { why: toBridgeError(thrown).message, again: true };
      }
    },
    export: async (id, format) => {
      try {
        return await bridge.call('incidents.export', { id, format });
      } catch (thrown) {
        return toBridgeError(thrown).message;
      }
    },
    import: async (file, asNew = false) => {
      try {
        const text = await textOf(file);
        if (typeof text !== 'string') return text.why;
        return await bridge.call('incidents.import', { name: file.name.slice(0, 300) || 'file', text, asNew });
      } catch (thrown) {
        return toBridgeError(thrown).message;
      }
    },
    reveal: (file) => tryTo(() => bridge.call('incidents.reveal', { file })),
    unsavedText: async () => (await bridge.call('records.unsavedText', undefined)).text,
  };
}

const TOO_LARGE = `it is larger than ${MOST_IMPORT / 1e6} MB; the command \`meridian records import\` takes larger files`;
/** What one message of browser mode takes, with what stands around the text. */
const MOST_MESSAGE = MOST_IMPORT * 1.15;

async function textOf(file: File): Promise<string | { readonly why: string }> {
  if (file.size > MOST_IMPORT) return { why: TOO_LARGE };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch (thrown) {
    return { why: thrown instanceof TypeError ? 'it is no text (UTF-8)' : 'it cannot be read' };
  }
  return new TextEncoder().encode(JSON.stringify(text)).length > MOST_MESSAGE ? { why: TOO_LARGE } : text;
}
