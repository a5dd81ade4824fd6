-- The newest calls of each range, as JSON.
CREATE TABLE calls (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    range       TEXT NOT NULL, -- 1h, 1d, 7d, 30d
    fetched_at  INTEGER NOT NULL,
    payload     TEXT NOT NULL,
    PRIMARY KEY (profile, site, fingerprint, range)
) STRICT;
