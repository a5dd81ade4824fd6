//! What users and scripts rely on: commands and exit statuses, the configuration, and the README.

mod commands;
mod config;
mod readme;
