//! The real binary: its commands against a stand-in server, its dashboard in a pseudo-terminal.

mod bills;
mod commands;
mod dashboard;
mod exporter;
mod terminal;
