-- Which history a login leads to: a console token that is renewed goes on with the history of its account.
CREATE TABLE history_login (
    profile     TEXT NOT NULL,
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    feed        TEXT NOT NULL,    -- quotas, account
    history     INTEGER NOT NULL, -- the same number for every login of the account
    PRIMARY KEY (profile, site, fingerprint, feed)
) STRICT, WITHOUT ROWID;

-- When figures were read: from one poll to another, with no gap between. It is all that most polls change.
CREATE TABLE history_run (
    history  INTEGER NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (history, from_at)
) STRICT, WITHOUT ROWID;

-- What is followed: a model's free quota, or the balance in a currency.
CREATE TABLE history_series (
    id         INTEGER PRIMARY KEY,
    history    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    thinned_at INTEGER NOT NULL, -- as of when its old figures are as few as they are to be
    UNIQUE (history, name)
) STRICT;

-- A figure of a series, and from when on it was read. A new row only where something has changed.
CREATE TABLE history_figure (
    series     INTEGER NOT NULL,
    from_at    INTEGER NOT NULL,
    until_at   INTEGER, -- when it was last read; absent = it is the newest, and holds while its history is read
    remaining  ANY,     -- a whole number, or the text of an exact one; absent = it is not read any more
    total      ANY,     -- likewise; absent = never stated
    expires_at INTEGER,
    PRIMARY KEY (series, from_at)
) STRICT, WITHOUT ROWID;
