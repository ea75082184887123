/** Words of a rule: parentheses, commas, quoted names (with `quoted`) and bare words. */
interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

function wordsOf(rule: string): readonly Word[] {
  const words: Word[] = [];
  // A quoted name may hold everything, an escaped quote too; a bare one ends at a space, a parenthesis or a comma.
  for (const match of rule.matchAll(/"((?:[^"\\]|\\.)*)"|[(),]|[^\s(),"]+/g)) {
    const inner = match[1];
    words.push(
      inner === undefined ? { text: match[0], quoted: false } : { text: inner.replace(/\\(.)/g, '$1'), quoted: true },
    );
  }
  return words;
}

const STATE = /^(OK|ALARM|INSUFFICIENT_DATA)$/i;

const isSign = (word: Word | undefined, sign: string): boolean =>
  word !== undefined && !word.quoted && word.text === sign;

/** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME` or the name itself. */
const nameIn = (reference: string): string =>
  /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(reference)?.[1] ?? reference;

/**
 * S6: names of the alarms a composite looks at: arguments of OK(), ALARM() and INSUFFICIENT_DATA(), quoted or not, names or
 * ARNs, and the list of AT_LEAST(M, STATE, (a, b)). A rule that cannot be read has no children, which only costs the grouping.
 */
export function childrenOfRule(rule: string): readonly string[] {
  const words = wordsOf(rule);
  const names = new Set<string>();
  const takeNames = (from: number): number => {
    let index = from;
    let name: string[] = [];
    for (; index < words.length && !isSign(words[index], ')'); index++) {
      const word = words[index];
      if (word === undefined || isSign(word, '(')) continue;
      if (!isSign(word, ',')) name.push(word.text);
      else {
        if (name.length > 0) names.add(nameIn(name.join(' ')));
        name = [];
      }
    }
    if (name.length > 0) names.add(nameIn(name.join(' ')));
    return index;
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || word.quoted || !isSign(words[index + 1], '(')) continue;
    if (STATE.test(word.text)) index = takeNames(index + 2);
    else if (/^AT_LEAST$/i.test(word.text)) {
      let list = index + 2;
      while (list < words.length && !isSign(words[list], '(') && !isSign(words[list], ')')) list++;
      if (isSign(words[list], '(')) index = takeNames(list + 1);
    }
  }
  return [...names];
}
