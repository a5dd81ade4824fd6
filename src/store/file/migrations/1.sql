-- The newest good data of each part, as compact JSON (src/store/payload.rs).
CREATE TABLE last_known (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    part        TEXT NOT NULL,
    fetched_at  INTEGER NOT NULL, -- microseconds since 1970, UTC, as every instant here
    payload     TEXT NOT NULL,
    PRIMARY KEY (profile, site, fingerprint, part)
) STRICT, WITHOUT ROWID; -- no index beside the table that could come to contradict it

-- Who asks the server for a feed, and until when nobody may (Retry-After).
CREATE TABLE lease (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    feed        TEXT NOT NULL,
    holder      TEXT,    -- absent = free; so are the next four
    since       INTEGER, -- when it was taken or last prolonged
    until       INTEGER, -- when it lapses unless it is prolonged
    hold        INTEGER, -- microseconds by which the holder prolongs it
    next_due    INTEGER, -- when the holder asks next
    wait_until  INTEGER, -- the server's own demand; outlives every holder
    PRIMARY KEY (profile, site, fingerprint, feed)
) STRICT, WITHOUT ROWID;
