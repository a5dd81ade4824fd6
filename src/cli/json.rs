//! The contract's JSON. The document itself belongs to the snapshot source, which reads it back.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

pub(super) use crate::source::snapshot::document::Parts;
use crate::{
    app::{Profile, State},
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
    let taken_at = taken_at(profile, now.utc);
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

/// When what is printed was taken: a snapshot has a time of its own.
pub(super) fn taken_at(profile: &Profile, now: DateTime<Utc>) -> DateTime<Utc> {
    if profile.source == SourceKind::Snapshot { profile.snapshot.taken_at } else { now }
}
