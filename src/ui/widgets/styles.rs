//! Styles and symbols that several pages share.

use ratatui::style::Style;

use crate::{
    domain::{NextCall, alert::Severity},
    ui::{Glyphs, Theme},
};

/// The style of a next call. An unknown one is only a warning if there is a quota to lose.
pub(crate) const fn next_call_style(next_call: NextCall, counts: bool, theme: &Theme) -> Style {
    match next_call {
        NextCall::Free => theme.good,
        NextCall::Billed | NextCall::Refused => theme.danger,
        NextCall::Unknown if counts => theme.warning,
        NextCall::Unknown => theme.quiet,
    }
}

pub(crate) const fn severity_style(severity: Severity, theme: &Theme) -> Style {
    match severity {
        Severity::Critical => theme.danger,
        Severity::Warning => theme.warning,
        Severity::Info => theme.text,
    }
}

pub(crate) const fn severity_symbol(severity: Severity, glyphs: &Glyphs) -> &'static str {
    match severity {
        Severity::Critical => glyphs.trouble,
        Severity::Warning => glyphs.chosen,
        Severity::Info => glyphs.nothing,
    }
}
