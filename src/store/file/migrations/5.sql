-- Since when a feed has failed without an answer in between. A run that asks once and ends knows its own failure alone.
CREATE TABLE alert_failing (
    profile TEXT NOT NULL,
    feed    TEXT NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (profile, feed)
) STRICT, WITHOUT ROWID;
