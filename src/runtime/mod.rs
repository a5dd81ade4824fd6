//! The event loop around the reducer: input, time, and responses of sources and store come in as messages;
//! effects go out.
//!
//! The only place where a clock is read, and the only async and terminal code besides that of sources.

mod alerts;
mod clock;
mod dashboard;
mod engine;
mod exporter;
mod oneshot;
mod poll_service;
mod terminal;
mod zone;

pub use alerts::try_channels::try_channels;
pub use clock::Clock;
pub use dashboard::dashboard;
pub use engine::{
    identity::{find_logins, surroundings},
    setup::{BillsWanted, DataSource, ProfileSetup, Setup},
    watch_config::{ConfigSource, Reloaded},
};
pub use exporter::{BadToken, Export, Server, Token, write_metrics};
pub use oneshot::{
    history::{StoredHistory, history},
    import_bills::{ImportError, Imported, bill_accounts, import_folder, save_bills},
    import_watch::ImportWatch,
    note::note_switches,
    once::once,
    read_events::{EventLog, channels as delivery_states, events},
    saved::{Wanted, saved},
    session::{NoSession, Session},
    waits::must_wait,
};
pub use poll_service::{News, poll, poll_once};
#[cfg(any(test, fuzzing))]
pub(crate) use terminal::decoded;
pub use terminal::{Frames, appearance::Appearance, survive_file_size_limit};
pub use zone::{local_zone, unusable_zone};
