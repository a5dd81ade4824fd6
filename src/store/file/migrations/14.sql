-- How the delivery of each message over each channel went; only the newest rows remain. Once its row in alert_outbox is
-- gone, it is not retried. Without either instant, nothing was attempted.
CREATE TABLE alert_delivery (
    number    INTEGER PRIMARY KEY,
    channel   TEXT NOT NULL,
    message   TEXT NOT NULL, -- alert_event.message
    sent_at   INTEGER,
    failed_at INTEGER,       -- the last failure
    error     TEXT,          -- why, as JSON
    UNIQUE (channel, message)
) STRICT;
CREATE INDEX alert_delivery_message ON alert_delivery (message);

INSERT INTO alert_delivery (channel, message) SELECT channel, message FROM alert_outbox ORDER BY number;
