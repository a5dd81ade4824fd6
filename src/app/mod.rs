//! The program's state and the one reducer that changes it.
//!
//! Pure: no I/O, no clock, no async, no terminal, no sentences. Everything that happens comes in as a
//! [`Message`] with the moment at which it happened; everything to be done goes out as an [`Effect`].

pub mod action;
pub mod alerts;
pub mod bills;
pub mod command;
pub mod copied;
pub mod course;
pub mod effect;
pub mod forecasts;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod message;
pub mod note;
pub mod palette;
pub mod poll;
pub mod possible;
pub mod profile;
pub mod remark;
mod resume;
pub mod rows;
pub mod shown;
pub mod state;
pub mod themes;
pub mod update;
pub mod view;
pub mod wake;
pub mod wall;
pub mod widths;

pub use crate::domain::key::{self, Code, Key};
pub use action::Action;
pub use command::Command;
pub use effect::Effect;
pub use keymap::Keymap;
pub use layout::{Area, Regions, Size};
pub use message::Message;
pub use profile::{Profile, ProfileId};
pub use state::State;
pub use update::update;
pub use view::View;
pub use wall::Wall;
