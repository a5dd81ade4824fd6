//! The commands of the real binary against a stand-in for Alibaba's servers, over real HTTP: a home folder with
//! logins goes in, output, exit statuses and requests come out.

mod alert_delivery;
mod broken_store;
mod check;
mod empty_model_list;
mod failing_servers;
mod figures;
mod home_folders;
mod hostile_text;
mod logins;
mod odd_paths;
mod poll;
mod proxies;
mod saved_data;
mod secrets;
mod wrong_clocks;
