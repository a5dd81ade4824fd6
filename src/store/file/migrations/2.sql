-- Texts that many lines share, each once for all accounts: charges, and the names of further fields, as JSON.
CREATE TABLE bill_text (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- A day of a bill. It is replaced as a whole, with its lines and its rollup.
CREATE TABLE bill_day (
    id          INTEGER PRIMARY KEY,
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    day         INTEGER NOT NULL, -- days since 1970-01-01, in the vendor's calendar (UTC+8)
    origin      TEXT NOT NULL,    -- api, file
    read_at     INTEGER NOT NULL, -- when its lines were read or exported
    asked_at    INTEGER,          -- when the interface last answered for it
    rollup      BLOB NOT NULL,    -- its sums by charge (src/store/bills/rollup.rs)
    UNIQUE (profile, site, fingerprint, day)
) STRICT;

-- The lines of a day, those of a charge together: a page of lines reads few others.
CREATE TABLE bill_line (
    day      INTEGER NOT NULL, -- bill_day.id
    charge   INTEGER NOT NULL, -- bill_text.id
    position INTEGER NOT NULL, -- in the vendor's order within the day
    row_id   TEXT,             -- the vendor's own id, where there is one
    figures  TEXT NOT NULL,    -- exact numbers, separated by commas (src/store/bills/figures.rs)
    names    INTEGER,          -- bill_text.id: the names of further fields; absent = there are none
    extras   TEXT,             -- their values, as JSON
    PRIMARY KEY (day, charge, position)
) STRICT, WITHOUT ROWID;

-- What closed cycles still owe.
CREATE TABLE bill_outstanding (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    cycle       TEXT NOT NULL, -- YYYY-MM
    read_at     INTEGER NOT NULL,
    amounts     TEXT NOT NULL, -- JSON: pairs of currency and amount; none = it is paid
    PRIMARY KEY (profile, site, fingerprint, cycle)
) STRICT, WITHOUT ROWID;
