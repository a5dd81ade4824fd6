//! The commands of the real binary against a stand-in for Alibaba's servers, over real HTTP: a home folder with
//! logins goes in, output, exit statuses and requests come out.

#[cfg(test)]
#[path = "../account/mod.rs"]
mod account;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod delivering;
#[cfg(test)]
mod empty_list;
#[cfg(test)]
mod failing;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod homes;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod logins;
#[cfg(test)]
mod places;
#[cfg(test)]
mod polling;
#[cfg(test)]
mod proxies;
#[cfg(test)]
#[path = "../proxy_server/mod.rs"]
mod proxy_server;
#[cfg(test)]
mod receiver;
#[cfg(test)]
mod remembering;
#[cfg(test)]
mod secrets;
#[cfg(test)]
#[path = "../standin/mod.rs"]
mod standin;
#[cfg(test)]
mod storing;
