//! `quotatop alerts test`: one message through each configured channel.

use super::{
    exit::{Failed, Status},
    output, settings,
    start::Start,
};
use crate::{
    runtime::{self, Clock},
    words,
};

pub(super) fn test(start: &Start<'_>, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let setup = settings::setup(start, clock)?;
    if setup.channels.is_empty() {
        let why = if setup.is_live() {
            words::facts::alert::no_channels(lang, start.config_file()?)
        } else {
            words::facts::alert::NEED_ACCOUNT.of(lang).to_owned()
        };
        return Err(Failed::because(&why));
    }
    let mut lines = Vec::new();
    runtime::try_channels(&setup, |name, outcome| lines.push((name.to_owned(), outcome)))?;
    let has_failed = lines.iter().any(|(_, outcome)| outcome.is_err());
    let status = if has_failed { Status::Failed } else { Status::Done };
    let lines = lines.iter().map(|(name, outcome)| match outcome {
        Ok(()) => format!("{name:<16}ok"),
        Err(why) => format!("{name:<16}{}", words::facts::alert::delivery_error(lang, why)),
    });
    output::lines(status, lines)
}
