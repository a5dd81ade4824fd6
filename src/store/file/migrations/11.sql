-- Console tokens that calls were made with: how long they last is known from here alone. A fingerprint is no token.
CREATE TABLE login (
    profile       TEXT NOT NULL,
    fingerprint   TEXT NOT NULL,
    credential    TEXT NOT NULL,    -- the name of the login
    origin        TEXT NOT NULL,    -- found, minted
    first_used    INTEGER NOT NULL,
    last_accepted INTEGER,          -- absent = never
    refused_at    INTEGER,          -- the first refusal; absent = it is accepted
    PRIMARY KEY (profile, fingerprint)
) STRICT, WITHOUT ROWID;
