//! The program's state and the one reducer that changes it.
//!
//! Pure: no I/O, no clock, no async, no terminal, no sentences. Everything that happens comes in as a
//! [`Message`] with the moment at which it happened; everything to be done goes out as an [`Effect`].

pub mod account;
pub mod area;
pub mod chrome;
pub mod copied;
pub mod countdown;
pub mod effect;
pub mod extents;
pub mod input;
pub mod layout;
pub mod message;
pub mod offer;
mod outcome;
pub mod overlays;
pub mod pages;
mod panes;
mod resume;
mod scroll;
pub mod state;
pub mod update;
pub mod verb;
pub mod view;
pub mod wake;

pub use crate::domain::{
    Action,
    key::{self, Code, Key},
};
pub use account::{
    id::{ProfileId, Tag},
    profile::Profile,
};
pub use area::{Area, Size};
pub use effect::Effect;
pub use extents::Extents;
pub use input::{command::Command, keymap::Keymap};
pub use layout::Regions;
pub use message::Message;
pub use pages::wall::Wall;
pub use state::State;
pub use update::update;
pub use view::View;
