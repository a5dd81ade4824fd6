//! The bills of the real binary against a stand-in for Alibaba's servers, over real HTTP: made-up bills go in, by
//! the interface and by exported files, and every sum that is printed is compared with one made another way.

#[cfg(test)]
#[path = "../account/mod.rs"]
mod account;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod either;
#[cfg(test)]
mod export;
#[cfg(test)]
mod failing;
#[cfg(test)]
mod files;
#[cfg(test)]
mod gaps;
#[cfg(test)]
#[path = "../bill_file/headers.rs"]
mod headers;
#[cfg(test)]
mod interface;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod odd_files;
#[cfg(test)]
mod owners;
#[cfg(test)]
mod printed;
#[cfg(test)]
mod reasons;
#[cfg(test)]
#[path = "../standin/mod.rs"]
mod standin;
#[cfg(test)]
mod sums;
#[cfg(test)]
mod support;
#[cfg(test)]
#[path = "../terminal/mod.rs"]
mod terminal;
#[cfg(test)]
mod unknown;
#[cfg(test)]
mod unpaid;
