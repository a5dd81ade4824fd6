//! The terminal: taken and given back, written to, read from, and what the system says about it.

mod background;
mod clipboard;
mod guard;
mod input;
mod screen;
mod signals;
mod title;

pub(super) use background::Question;
pub(super) use clipboard::copy;
pub(super) use guard::{Terminal, give_back_on_panic};
pub(super) use input::Input;
pub(super) use screen::Screen;
pub(super) use signals::{Signals, Told, stop_here};
