-- What the lines of an exported day say of free quotas (src/domain/bill/free_use). Only exports tell it, so it stays
-- when a fresher day of the interface replaces their lines.
CREATE TABLE bill_free_use (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    day         INTEGER NOT NULL, -- as in bill_day
    uses        TEXT NOT NULL,    -- JSON
    PRIMARY KEY (profile, site, fingerprint, day)
) STRICT, WITHOUT ROWID;

-- From the first to the last day of an exported file: between them, a day without lines is known to have none.
CREATE TABLE bill_export (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    first_day   INTEGER NOT NULL,
    last_day    INTEGER NOT NULL,
    PRIMARY KEY (profile, site, fingerprint, first_day, last_day)
) STRICT, WITHOUT ROWID;
