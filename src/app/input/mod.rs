//! Turns keys and clicks into commands, and performs them.

pub mod clipboard;
pub mod command;
pub mod filter;
pub mod keymap;
pub mod keys;
pub mod line_edit;
pub mod mouse;
pub mod offers;
pub mod perform;
