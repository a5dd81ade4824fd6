//! The terminal: set up and restored, written to and read from; and signals.

pub(super) mod appearance;
mod background;
mod clipboard;
mod frame;
mod guard;
mod hyperlinks;
mod input;
mod output;
mod screen;
mod signals;
mod size;
mod title;

pub(super) use background::BackgroundQuery;
pub(super) use clipboard::copy;
pub(super) use guard::{Terminal, restore_on_panic};
pub(super) use hyperlinks::are_supported as are_hyperlinks_supported;
pub(super) use input::Input;
#[cfg(any(test, fuzzing))]
pub(crate) use input::decoded;
pub(super) use output::{Output, write};
pub(super) use screen::Screen;
pub(super) use signals::{Signal, Signals, stop_here};
pub(super) use size::size;

pub use frame::Frames;
pub use signals::survive_file_size_limit;
