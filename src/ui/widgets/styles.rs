//! Styles and symbols that several pages share.

use ratatui::style::Style;

use crate::{
    domain::alert::Severity,
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
