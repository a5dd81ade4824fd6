//! What users and scripts rely on: commands and exit statuses, the configuration, README and the pages of docs/.

mod commands;
mod config;
mod deployments;
mod documents;
mod readme;
mod reference;
