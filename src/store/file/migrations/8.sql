-- When the file was last checked for damage and none was found.
CREATE TABLE file_check (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    checked_at INTEGER NOT NULL
) STRICT;
