/** Hands a text to the browser as a file: where it goes is the browser's to say. */
export function download(name: string, media: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${media};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download holds on to what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
