//! The bills of the real binary against a stand-in for Alibaba's servers, over real HTTP: made-up bills come from the
//! API and from exported files, and every printed sum is compared with an independent one.

mod api;
mod api_and_files;
mod export;
mod failing_servers;
mod fixture;
mod free_quota;
mod imports;
mod incomplete_days;
mod interrupted_imports;
mod killed;
mod odd_files;
mod output;
mod owners;
mod reasons;
mod requests;
mod sums;
mod unknown_amounts;
mod unpaid;
