/**
 * The index over all records (FTS5). It holds folded words (shared/lib/folded-words.ts) apart by spaces, so that every other character
 * counts as a letter here and the rules of what a word is live in one place. `secure-delete`: words that are taken away leave
 * the index at once, not when its parts are merged.
 */
export const CREATE_SEARCH = `
  CREATE VIRTUAL TABLE search USING fts5(
    title, body, tags,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'",
    prefix = '1 2 3'
  );
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
`;

/** When a record was going on: a search can be narrowed to a time. */
export const CREATE_SEARCH_TIMES = `
  CREATE TABLE search_times (
    record INTEGER PRIMARY KEY,
    low REAL NOT NULL,
    high REAL NOT NULL,
    changed REAL NOT NULL
  ) STRICT;
`;
