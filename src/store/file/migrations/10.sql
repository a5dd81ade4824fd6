-- Charges. Most differ from many others in their Instance ID alone, so the rest is stored once, in bill_text.
CREATE TABLE bill_charge (
    id       INTEGER PRIMARY KEY,
    rest     INTEGER NOT NULL, -- bill_text.id: the charge without its Instance ID, as JSON
    instance TEXT NOT NULL,    -- its Instance ID
    hash     INTEGER NOT NULL  -- of both (src/store/bills/charges.rs): an index of the texts would double them
) STRICT;
CREATE INDEX bill_charge_hash ON bill_charge (hash);

-- The lines of a day in blocks, ordered by charge, then as the vendor has them (src/store/bills/block.rs). Days that
-- older versions have saved are in bill_line, until they are saved again.
CREATE TABLE bill_block (
    id    INTEGER PRIMARY KEY,
    day   INTEGER NOT NULL, -- bill_day.id
    first INTEGER NOT NULL, -- the least charge in the block
    last  INTEGER NOT NULL, -- the greatest
    lines BLOB NOT NULL
) STRICT;
CREATE INDEX bill_block_day ON bill_block (day, first, last);
