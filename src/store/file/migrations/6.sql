-- How this machine's clock compared with the servers', the last time that one answered. Times are the servers'.
CREATE TABLE clock (
    id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    -- The server's time.
    server        INTEGER NOT NULL,
    -- That less the machine's, in microseconds.
    offset_micros INTEGER NOT NULL,
    -- What the machine's clock showed at boot.
    booted        INTEGER NOT NULL
) STRICT;
