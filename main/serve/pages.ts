/** A page without the window: plain words, no script, no style, so that it needs no exception in the policy. */
export function plainPage(
  title: string,
  paragraphs: readonly string[],
  again?: { readonly href: string; readonly text: string },
): string {
  const body = paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n');
  const link = again === undefined ? '' : `\n<p><a href="${escaped(again.href)}">${escaped(again.text)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
${body}${link}
</body>
</html>
`;
}

export const USE_THE_LINK = plainPage(
  'Meridian: use the link',
  [
    'This page is open only to the browser that used the link Meridian printed when it started. The link works once.',
    'Start Meridian again to get a new link.',
  ],
  // A browser that came by a click on another site leaves the new cookie out of the redirect; a click here sends it.
  { href: '/', text: 'I have just used the link' },
);

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
