/**
 * Steps from one `user_version` to the next, append-only: a step that was ever released is never changed. Each runs in the
 * transaction that also raises the version.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE workspaces (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    used_at INTEGER NOT NULL
  ) STRICT;

  -- One row per source: its state, and what it answered last. The digest spares writing what did not change.
  CREATE TABLE sources (
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, source)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE answers (
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    source TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('alarms', 'events')),
    digest BLOB NOT NULL,
    list TEXT NOT NULL,
    PRIMARY KEY (workspace, source, kind)
  ) STRICT;

  CREATE TABLE signals (
    id INTEGER PRIMARY KEY,
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (workspace, key)
  ) STRICT;

  -- Points of one signal within one UTC hour, packed (codec.ts). The hour comes first: what a sweep writes lies side by
  -- side.
  CREATE TABLE points (
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    hour INTEGER NOT NULL,
    signal INTEGER NOT NULL REFERENCES signals ON DELETE CASCADE,
    data BLOB NOT NULL,
    PRIMARY KEY (workspace, hour, signal)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX points_of_signal ON points (signal);

  CREATE TABLE medians (
    signal INTEGER PRIMARY KEY REFERENCES signals ON DELETE CASCADE,
    data BLOB NOT NULL
  ) STRICT;

  CREATE TABLE acknowledgements (
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (workspace, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE spend (
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    day TEXT NOT NULL,
    api TEXT NOT NULL,
    requests INTEGER NOT NULL,
    billed_units INTEGER NOT NULL,
    PRIMARY KEY (workspace, day, api)
  ) STRICT, WITHOUT ROWID;

  -- Of this machine, not of a workspace. Unused: the place of the window is read before this file is opened.
  CREATE TABLE machine (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Sources answer with more than alarms and events now, and may with more again: the kind is not checked any more.
  `
  CREATE TABLE answers_of_any_kind (
    workspace INTEGER NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest BLOB NOT NULL,
    list TEXT NOT NULL,
    PRIMARY KEY (workspace, source, kind)
  ) STRICT;
  INSERT INTO answers_of_any_kind SELECT workspace, source, kind, digest, list FROM answers;
  DROP TABLE answers;
  ALTER TABLE answers_of_any_kind RENAME TO answers;
  `,
];
