//! Styles and symbols that several pages share.

use ratatui::style::Style;

use crate::{
    domain::{alert::Severity, fleet::Urgency},
    ui::{Glyphs, Theme},
};

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

/// What an account needs attention for.
pub(crate) const fn account_sign(urgency: Urgency, theme: &Theme, glyphs: &Glyphs) -> (&'static str, Style) {
    match urgency {
        Urgency::Overdue | Urgency::Billed => (glyphs.trouble, theme.danger),
        Urgency::RunsOut | Urgency::Low => (glyphs.chosen, theme.warning),
        Urgency::Old => (glyphs.unclear, theme.warning),
        Urgency::Lapses => (glyphs.nothing, theme.text),
        // Reserves the column.
        Urgency::Calm => (" ", theme.quiet),
    }
}
