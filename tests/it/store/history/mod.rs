//! Histories in the store: what is appended, gaps, accounts, and thinning; wrong clocks and killed processes.
mod append;
mod fixture;
mod gaps;
mod killed;
mod logins;
mod thinning;
mod wrong_clocks;
mod year;
