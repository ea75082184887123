/** The store of a data folder; in a file of its own for those who look at it without opening it. */
export const STORE_FILE = 'last-known.sqlite';
