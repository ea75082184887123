import { CREATE_SEARCH, CREATE_SEARCH_TIMES } from './search-schema';

/** Tells a file of ours from any other SQLite file: "MRec". */
export const APPLICATION_ID = 0x4d526563;

/**
 * Steps from one `user_version` to the next, append-only: a step that was ever released is never changed. Each runs in the
 * transaction that also raises the version.
 */
export const RECORD_MIGRATIONS: readonly string[] = [
  `
  PRAGMA application_id = ${APPLICATION_ID};

  CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
  ) STRICT;

  CREATE TABLE replicas (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL,
    person TEXT NOT NULL,
    UNIQUE (uid, person)
  ) STRICT;

  -- One entry a row. Short names of columns cost nothing; short rows do: most hold what was typed within some seconds.
  CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES records,
    replica INTEGER NOT NULL REFERENCES replicas,
    type INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at REAL NOT NULL,
    -- What was seen, what is covered; null where it is nothing.
    heads TEXT,
    body BLOB NOT NULL,
    -- First bytes of the SHA-256 of all of it.
    checksum BLOB NOT NULL
  ) STRICT;
  CREATE INDEX log_of_record ON log (record);

  -- Records whose projection is older than their log.
  CREATE TABLE dirty (record INTEGER PRIMARY KEY REFERENCES records) STRICT;

  -- What lists show and a search looks through. An index over the text hangs on this table.
  CREATE TABLE projections (
    record INTEGER PRIMARY KEY REFERENCES records,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    row TEXT NOT NULL,
    changed_at REAL NOT NULL
  ) STRICT;
  CREATE INDEX projections_by_change ON projections (kind, changed_at);

  -- Images and the like, by the hash of their bytes.
  CREATE TABLE blobs (
    hash TEXT PRIMARY KEY,
    media TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // The index over them. What was projected before is projected again, and so indexed.
  `${CREATE_SEARCH}${CREATE_SEARCH_TIMES} INSERT OR IGNORE INTO dirty SELECT id FROM records;`,
  // Whom a record is for is indexed by the exact id of the person.
  `INSERT OR IGNORE INTO dirty SELECT id FROM records;`,
];
