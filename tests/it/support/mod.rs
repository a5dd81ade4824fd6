//! What several subjects need: servers, home folders, terminals, and data in the store's shape.

pub(crate) mod account;
pub(crate) mod export_columns;
pub(crate) mod proxy_server;
pub(crate) mod receiver;
pub(crate) mod regions;
pub(crate) mod standin;
pub(crate) mod state;
pub(crate) mod terminal;
