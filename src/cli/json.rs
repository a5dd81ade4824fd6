//! The contract's JSON. The document itself belongs to the snapshot source, which reads it back.

use std::io::{self, Write};

pub(super) use crate::source::snapshot::Parts;
use crate::{
    app::State,
    domain::{Model, Now},
    source::snapshot::{self, Judging},
    words,
};

/// Writes what `state` knows, with the models `shown`.
pub(super) fn write(
    out: &mut dyn Write,
    state: &State,
    shown: &[&Model],
    parts: Parts,
    now: Now,
) -> io::Result<()> {
    let profile = state.profile();
    let mut snapshot = profile.snapshot.header();
    if profile.source != crate::domain::SourceKind::Snapshot {
        snapshot.taken_at = now.utc;
    }
    let describe = |cause: &_| {
        let told = words::told(cause);
        (told.message, told.remedy)
    };
    let judging = Judging {
        thresholds: &state.thresholds,
        refresh: profile.refresh,
        now: now.utc,
        describe: &describe,
    };
    snapshot::write(out, &snapshot, shown, parts, &judging)
}
