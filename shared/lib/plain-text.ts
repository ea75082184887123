/**
 * Marks nobody can see that change how others are read: controls (terminal sequences begin with one), bidirectional overrides and
 * isolates, fillers without width, tags. What scripts and emoji need to be drawn right stays: joiners and variation selectors.
 */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** No script stacks more marks on one letter; whoever does wants to write over the lines around. */
const TOWER = /(\p{M}{6})\p{M}+/gu;
const LINE_SEPARATOR = /[\u2028\u2029]/g;
const HALF = /\p{Surrogate}/gu;
const ORDINARY = /^[\t\n\u0020-\u007e]*$/;

/** A text from outside as it may stand beside ours: it keeps what it says and loses what would act on its surroundings. */
export function plainText(text: string): string {
  if (ORDINARY.test(text)) return text;
  return text.replace(LINE_SEPARATOR, '\n').replace(UNSEEN, '').replace(TOWER, '$1').replace(HALF, '\ufffd');
}
