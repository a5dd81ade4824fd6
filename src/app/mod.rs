//! The state of the program and its reducer.
//!
//! Pure: no I/O, clock, async, terminal or texts. Events come in as a [`Message`] with a timestamp, side
//! effects go out as an [`Effect`].

pub mod account;
pub mod accounts;
pub mod area;
mod change;
pub mod chrome;
mod concerned;
pub mod copied;
mod countdown;
pub mod effect;
pub mod extents;
pub mod input;
pub mod layout;
pub mod message;
pub mod metrics;
pub mod offer;
mod outcome;
pub mod overlays;
pub mod pages;
mod panes;
pub mod redraw;
mod resume;
mod scroll;
pub mod state;
pub mod ticking;
pub mod update;
pub mod verb;
pub mod view;
pub mod wake;

pub use crate::domain::{
    Action,
    key::{self, Code, Key},
};
pub use account::{
    id::{AccountId, ProfileId, Tag},
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
