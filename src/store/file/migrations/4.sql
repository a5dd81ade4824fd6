-- What is remembered of a profile's alerts. A profile and not a fingerprint is the key: signing in anew changes the
-- fingerprint of a console token, but neither what was told nor what was taken note of.
CREATE TABLE alert_watch (
    profile TEXT PRIMARY KEY,
    begun   INTEGER NOT NULL -- when models were first judged
) STRICT, WITHOUT ROWID;

-- Stretches of time in which a rule held of a subject.
CREATE TABLE alert_episode (
    profile         TEXT NOT NULL,
    rule            TEXT NOT NULL,
    subject         TEXT NOT NULL, -- the model, the feed, or nothing for the account
    key             TEXT NOT NULL,
    raised_at       INTEGER NOT NULL,
    facts           TEXT NOT NULL, -- JSON
    ended_at        INTEGER,       -- absent = active; so is the next one
    ending          TEXT,          -- cleared, replaced
    acknowledged_at INTEGER,
    snoozed_until   INTEGER,
    PRIMARY KEY (profile, rule, subject, key)
) STRICT, WITHOUT ROWID;

-- Models of which nobody wants to hear.
CREATE TABLE alert_mute (
    profile TEXT NOT NULL,
    model   TEXT NOT NULL,
    PRIMARY KEY (profile, model)
) STRICT, WITHOUT ROWID;

-- The log: each event once ever, by its id. Whoever inserts it tells it.
CREATE TABLE alert_event (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    profile   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    change    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    episode   TEXT NOT NULL,
    at        INTEGER NOT NULL,
    raised_at INTEGER NOT NULL,
    facts     TEXT NOT NULL, -- JSON
    message   TEXT           -- the message that it is told in
) STRICT;
CREATE INDEX alert_event_message ON alert_event (message);

-- Messages on their way: one row for each channel that is to carry them. A row that is delivered is gone.
CREATE TABLE alert_outbox (
    number    INTEGER PRIMARY KEY,
    channel   TEXT NOT NULL,
    message   TEXT NOT NULL,    -- alert_event.message
    queued_at INTEGER NOT NULL,
    due_at    INTEGER NOT NULL, -- when it is tried next; while somebody tries it, when that has failed
    tries     INTEGER NOT NULL, -- that have begun
    UNIQUE (channel, message)
) STRICT;
