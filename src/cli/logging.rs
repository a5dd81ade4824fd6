//! The log: to a file only, since the screen belongs to the dashboard.

use std::sync::Mutex;

use tracing::Level;

use super::{args::Args, exit::Failed};
use crate::files;

/// Starts logging, if a file is named.
pub(super) fn start(args: &Args) -> Result<(), Failed> {
    let Some(path) = &args.global.log_file else { return Ok(()) };
    let file = files::append_private(path)
        .map_err(|error| Failed::because(&format!("--log-file {}: {error}", path.display())))?;
    let level = if args.global.verbose { Level::DEBUG } else { Level::INFO };
    let logger = tracing_subscriber::fmt()
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        .with_max_level(level)
        // A log that cannot be written would report that on the terminal.
        .log_internal_errors(false)
        .finish();
    tracing::subscriber::set_global_default(logger).map_err(|error| Failed::because(&error))
}
