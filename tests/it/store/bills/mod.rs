//! Bills in the store: which of several readings is stored, and what is read back; older files, damaged sums, and
//! killed processes.
mod fixture;
mod free_quota;
mod freshness;
mod in_memory;
mod incomplete_days;
mod killed;
mod lines;
mod older_files;
mod owners;
mod round_trip;
