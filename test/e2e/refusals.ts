/**
 * What a page that was taken over would try, each with the directive that has to refuse it. Where two rules forbid the same thing,
 * the newer or the older Chromium may name either.
 */
export const REFUSALS: Readonly<Record<string, RegExp>> = {
  'inline-script': /^(script-src-elem|require-trusted-types-for)$/,
  'inline-handler': /^(script-src-attr|require-trusted-types-for)$/,
  eval: /^(script-src|require-trusted-types-for)$/,
  'new-function': /^(script-src|require-trusted-types-for)$/,
  'timer-text': /^(script-src|require-trusted-types-for)$/,
  'script-elsewhere': /^(script-src-elem|require-trusted-types-for)$/,
  'module-elsewhere': /^script-src(-elem)?$/,
  markup: /^require-trusted-types-for$/,
  'own-policy': /^trusted-types$/,
  'inline-style': /^style-src-elem$/,
  'style-attribute': /^style-src-attr$/,
  'style-elsewhere': /^style-src-elem$/,
  'image-elsewhere': /^img-src$/,
  'http-image': /^img-src$/,
  'image-by-style': /^img-src$/,
  'font-elsewhere': /^font-src$/,
  media: /^media-src$/,
  object: /^(object-src|require-trusted-types-for)$/,
  frame: /^frame-src$/,
  'data-frame': /^frame-src$/,
  'own-frame': /^frame-(src|ancestors)$/,
  worker: /^(worker-src|require-trusted-types-for)$/,
  fetch: /^connect-src$/,
  'http-fetch': /^connect-src$/,
  'web-socket': /^connect-src$/,
  'event-source': /^connect-src$/,
  beacon: /^connect-src$/,
  form: /^form-action$/,
  base: /^base-uri$/,
};

/** Those of the tries that no directive refused that may refuse them, with what was said instead. */
export const notRefused = (names: readonly string[], said: readonly string[]): readonly string[] =>
  [...names, 'end'].flatMap((name, index) => {
    const directives = said[index] ?? '';
    if (name === 'end') return directives === '' ? [] : [directives];
    return directives.split(' ').some((one) => REFUSALS[name]?.test(one)) ? [] : [`${name}: ${directives}`];
  });

/** Runs in the page. Does each of them and says the directives that refused it, or `nothing refused it`. */
export async function tryAll(names: readonly string[]): Promise<readonly string[]> {
  const add = (tag: string, fields: Readonly<Record<string, string>>): HTMLElement => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(fields)) element.setAttribute(name, value);
    document.body.append(element);
    setTimeout(() => element.remove(), 1_500);
    return element;
  };
  const far = 'https://203.0.113.9/x';
  const tries: Readonly<Record<string, () => unknown>> = {
    'inline-script': () => add('script', {}).append('window.ran = "inline"'),
    'inline-handler': () => add('button', { onclick: 'window.ran = "handler"' }).click(),
    // eslint-disable-next-line no-eval
    eval: () => (0, eval)('window.ran = "eval"') as unknown,
    'new-function': () => Reflect.construct(Function, ['window.ran = "function"']),
    'timer-text': () => Reflect.apply(setTimeout, window, ['window.ran = "timer"']) as unknown,
    'script-elsewhere': () => add('script', { src: far }),
    'module-elsewhere': () => add('link', { rel: 'modulepreload', href: far }),
    markup: () => (add('div', {}).innerHTML = '<img src=x onerror="window.ran=1">'),
    'own-policy': () =>
      (
        globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
      ).trustedTypes.createPolicy('mine', {}),
    'inline-style': () => add('style', {}).append('body { --ran: 1 }'),
    'style-attribute': () => add('div', { style: 'color: red' }),
    'style-elsewhere': () => add('link', { rel: 'stylesheet', href: far }),
    'image-elsewhere': () => add('img', { src: far }),
    'http-image': () => add('img', { src: 'http://203.0.113.9/x' }),
    'image-by-style': () => add('div', {}).style.setProperty('background-image', `url(${far})`),
    'font-elsewhere': () => new FontFace('far', `url(${far})`).load(),
    media: () => add('video', { src: far }),
    object: () => add('object', { data: far }),
    frame: () => add('iframe', { src: far }),
    'data-frame': () => add('iframe', { src: 'data:text/html,x' }),
    'own-frame': () => add('iframe', { src: location.href }),
    worker: () => new Worker(document.querySelector<HTMLScriptElement>('script[src]')?.src ?? ''),
    fetch: () => fetch(far),
    'http-fetch': () => fetch('http://203.0.113.9/x'),
    'web-socket': () => new WebSocket('wss://203.0.113.9/x'),
    'event-source': () => new EventSource(far),
    beacon: () => navigator.sendBeacon(far, 'x'),
    form: () => (add('form', { action: far, method: 'post' }) as HTMLFormElement).submit(),
    base: () => document.head.append(Object.assign(document.createElement('base'), { href: far })),
  };
  const refusedBy = (name: string): Promise<string> =>
    new Promise((done) => {
      const heard: string[] = [];
      let timer = setTimeout(() => end(), 1_500);
      const said = (event: SecurityPolicyViolationEvent): void => {
        heard.push(event.effectiveDirective);
        // One try may break several rules, and the reports come one by one.
        clearTimeout(timer);
        timer = setTimeout(() => end(), 60);
      };
      const end = (): void => {
        document.removeEventListener('securitypolicyviolation', said);
        done(heard.join(' ') || 'nothing refused it');
      };
      document.addEventListener('securitypolicyviolation', said);
      try {
        // A refusal may be an exception or a rejection as well; what counts is that it was reported.
        Promise.resolve(tries[name]?.()).catch(() => undefined);
      } catch {
        // Reported all the same.
      }
    });
  const results: string[] = [];
  // One after the other: a report does not say who caused it.
  for (const name of names) results.push(await refusedBy(name));
  if ('ran' in window) results.push(`code ran: ${String((window as { ran?: unknown }).ran)}`);
  return results;
}
