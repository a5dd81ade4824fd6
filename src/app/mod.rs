//! The program's state and the one reducer that changes it.
//!
//! Pure: no I/O, no clock, no async, no terminal, no sentences. Everything that happens comes in as a
//! [`Message`] with the moment at which it happened; everything to be done goes out as an [`Effect`].

pub mod account;
pub mod chrome;
pub mod effect;
pub mod extents;
pub mod input;
pub mod layout;
pub mod message;
pub mod overlays;
pub mod pages;
mod resume;
pub mod state;
pub mod update;
pub mod view;
pub mod wake;

pub use crate::domain::key::{self, Code, Key};
pub use account::profile::{Profile, ProfileId};
pub use effect::Effect;
pub use extents::Extents;
pub use input::{action::Action, command::Command, keymap::Keymap};
pub use layout::{Area, Regions, Size};
pub use message::Message;
pub use pages::wall::Wall;
pub use state::State;
pub use update::update;
pub use view::View;
