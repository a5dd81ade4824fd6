//! The configuration file: its keys, their defaults, and where it is.
//!
//! It never contains credentials. Sites and regions that it leaves out are taken from the login later.
//! Nothing here uses the network, the terminal or the clock.

mod channel;
pub mod duration;
mod endpoint;
mod keys;
mod load;
mod near;
mod parse;
mod parse_channel;
pub mod paths;
mod problem;
mod section;
mod settings;
mod show;
mod template;
mod text;
pub mod theme;
pub mod theme_file;
mod value;

pub use channel::{Address, Channel, Webhook};
pub use load::{LoadError, MAX_BYTES, load};
pub use near::nearest;
pub use parse::{parse, parse_bytes};
pub use problem::{Accepted, Hint, Problem, What};
pub use settings::{Alerts, Config, DEFAULT_PROFILE, Endpoints, Fleet, Keys, Language, Profile, Watch};
pub use template::Template;

/// The commented example: its values are the defaults.
pub const fn example() -> &'static str {
    include_str!("../../config.example.toml")
}
