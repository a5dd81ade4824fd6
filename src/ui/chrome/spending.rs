//! The cost of the current cycle against the configured limit.

use ratatui::{style::Style, text::Span};

use crate::{app::Profile, domain::bill::LimitStatus, ui::Scene, words::facts::bill};

/// An account's cost so far or projected against the limit, in style `normal` while below it. `None` without
/// a limit or known costs.
pub(crate) fn against(scene: &Scene<'_>, profile: &Profile, normal: Style) -> Option<Span<'static>> {
    let (spend, limit, status) = scene.state.spending(profile)?;
    let style = match status {
        LimitStatus::Below => normal,
        LimitStatus::ProjectedOver => scene.theme.warning,
        LimitStatus::Over => scene.theme.danger,
    };
    Some(Span::styled(bill::against(scene.lang, spend, limit, status), style))
}
