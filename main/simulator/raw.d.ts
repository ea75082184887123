/** The bundler and the test runner hand over the text of a file imported with `?raw`. */
declare module '*?raw' {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- this is how the bundler exports it
  export default text;
}
