-- Rows of a day that could not be read (JSON: reason, rows); absent = the day is whole.
ALTER TABLE bill_day ADD COLUMN gap TEXT;
-- The ID of the account whose bill the day is; absent = nothing says so.
ALTER TABLE bill_day ADD COLUMN account TEXT;
