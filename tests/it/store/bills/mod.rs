//! Bills in the store, as its users meet them: what is kept, what wins, what comes back; older files, damaged
//! sums, and processes that are killed.
mod fixture;
mod freshness;
mod in_memory;
mod incomplete_days;
mod killed;
mod lines;
mod older_files;
mod owners;
mod round_trip;
