//! The bills of the real binary against a stand-in for Alibaba's servers, over real HTTP: made-up bills go in, by
//! the interface and by exported files, and every sum that is printed is compared with one made another way.

mod api;
mod api_and_files;
mod export;
mod failing_servers;
mod fixture;
mod imports;
mod incomplete_days;
mod killed;
mod odd_files;
mod output;
mod owners;
mod reasons;
mod requests;
mod sums;
mod unknown_amounts;
mod unpaid;
