//! Histories in the store, as its users meet them: what is appended, what a gap is, whose history it is, what stays
//! when it is thinned; clocks that were wrong, and processes that are killed.
mod append;
mod fixture;
mod gaps;
mod killed;
mod logins;
mod thinning;
mod wrong_clocks;
mod year;
