//! The contract's JSON. The document itself belongs to the snapshot source, which reads it back.

use std::io::{self, Write};

pub(super) use crate::source::snapshot::document::Parts;
use crate::{
    app::State,
    domain::{Model, Now, SourceKind},
    source::snapshot::document::{self, Judging},
    words::{self, Lang},
};

pub(super) fn write(
    out: &mut dyn Write,
    state: &State,
    shown: &[&Model],
    parts: Parts,
    now: Now,
) -> io::Result<()> {
    let profile = state.profile();
    // A snapshot has a time of its own.
    let taken_at = if profile.source == SourceKind::Snapshot { profile.snapshot.taken_at } else { now.utc };
    let snapshot = profile.snapshot.without_models(taken_at);
    let describe = |cause: &_| {
        let problem = words::report(Lang::English, cause);
        (problem.message, problem.remedy)
    };
    let judging = Judging {
        thresholds: &state.thresholds,
        refresh: profile.refresh,
        now: state.moment(profile, now.utc),
        describe: &describe,
    };
    document::write(out, &snapshot, shown, parts, &judging)
}
