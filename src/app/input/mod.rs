//! From keys and clicks to commands, and what each does.

pub mod clipboard;
pub mod command;
pub mod filter;
pub mod keymap;
pub mod keys;
pub mod line_edit;
pub mod mouse;
pub mod offers;
pub mod perform;
