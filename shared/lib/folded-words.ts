/** A word of a text as it is searched for, and where it stands (UTF-16 units). */
export interface FoldedWord {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** Longer runs without a space are no words; what is looked for is cut in the same way. */
const LONGEST = 64;

/**
 * Letters, digits and every mark: the vowel signs of Devanagari are marks, and a word without them is another word. Joiners and
 * soft hyphens stand inside of words. An apostrophe belongs to the word between Cyrillic letters (об'єкт) and parts it elsewhere
 * (d'água); the letter that looks like one (U+02BC) is treated as what it is typed for.
 */
const WORD =
  /(?:(?!\u02bc)[\p{L}\p{N}\p{M}\p{Co}\u200b-\u200d\u00ad]|(?<=\p{Script=Cyrillic})['\u2019\u02bc](?=\p{Script=Cyrillic}))+/gu;
const INSIDE = /[\u200b-\u200d\u00ad'\u2019\u02bc\ufe00-\ufe0f]/g;
/** Accents. In scripts that need their marks they stand elsewhere. */
const ACCENTS = /[\u0300-\u036f]/g;
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}]/u;
const ORDINARY = /^[a-z0-9]*$/;
/** Letters that no decomposition takes apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/**
 * A word as it is compared: small, composed, Latin and Greek letters without accents. Cyrillic letters that differ by a mark (й and
 * и, ї and і) are different letters and stay so; a stress mark goes.
 */
export function foldWord(word: string): string {
  const small = word.toLowerCase();
  if (ORDINARY.test(small)) return small.slice(0, LONGEST);
  let folded = '';
  for (const letter of small
    .slice(0, 4 * LONGEST)
    .normalize('NFKC')
    .toLowerCase()) {
    const plain = LETTERS[letter] ?? letter;
    folded += ACCENTED.test(plain) ? plain.normalize('NFD') : plain;
  }
  const bare = folded.replace(ACCENTS, '').replace(INSIDE, '');
  // Never half a character: an index keeps whole ones.
  return bare.length <= LONGEST ? bare : [...bare.slice(0, LONGEST + 1)].slice(0, -1).join('');
}

/** The words of a text, in their order. */
export function* foldedWords(text: string): Generator<FoldedWord> {
  for (const { 0: found, index } of text.matchAll(WORD)) {
    const word = foldWord(found);
    if (word !== '') yield { word, from: index, to: index + found.length };
  }
}

/** A text as an index takes it: its words, apart by single spaces. */
export function foldText(text: string): string {
  const words: string[] = [];
  for (const { word } of foldedWords(text)) words.push(word);
  return words.join(' ');
}
