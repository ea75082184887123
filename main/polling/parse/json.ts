import { err, ok, type Result } from '../../../shared/lib/result';
import { isFields, type Fields } from './fields';

const decoder = new TextDecoder();

/**
 * P10: bytes of an answer to an object nobody has looked into yet, or what they are instead, in words. A proxy, a sign-in
 * page or a cut connection all answer with HTTP 200 at times.
 */
export function jsonObject(body: Uint8Array): Result<Fields, string> {
  const text = decoder.decode(body).trim();
  if (text === '') return err('an empty answer');
  if (text.startsWith('<')) {
    return err(
      /^<(\?xml|[A-Za-z]*Response)/.test(text)
        ? 'XML instead of JSON'
        : 'HTML instead of JSON (a proxy or a sign-in page?)',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(isCutOff(text) ? 'JSON cut off' : 'not JSON');
  }
  return isFields(value) ? ok(value) : err('JSON that is not an object');
}

/** Whether a text that is no JSON ends inside a string, a list or an object. */
function isCutOff(text: string): boolean {
  if (!/^[{[]/.test(text)) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (inString) {
      if (char === '\\') index++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
  }
  return inString || depth > 0;
}
