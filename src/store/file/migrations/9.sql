-- How the deliveries over a channel went. No address is kept, and no secret.
CREATE TABLE alert_channel (
    channel       TEXT PRIMARY KEY,
    delivered_at  INTEGER, -- when a message was last delivered; absent = never
    failing_since INTEGER, -- the first of the failures in a row; absent = the last attempt succeeded
    failed_at     INTEGER, -- the last failure
    error         TEXT,    -- why, as JSON
    wait_until    INTEGER  -- nothing is sent before: the receiver asked for it (Retry-After)
) STRICT, WITHOUT ROWID;
