//! The cost of the current cycle against the limit that the user has set.

use ratatui::{style::Style, text::Span};

use crate::{app::Profile, domain::bill::LimitStatus, ui::Scene, words::facts::bill};

/// The cost of an account so far, and projected, against its limit; in style `calm` while below it. Absent
/// where no limit is set, or nothing is known.
pub(crate) fn against(scene: &Scene<'_>, profile: &Profile, calm: Style) -> Option<Span<'static>> {
    let (spend, limit, standing) = scene.state.spending(profile)?;
    let style = match standing {
        LimitStatus::Below => calm,
        LimitStatus::ProjectedOver => scene.theme.warning,
        LimitStatus::Over => scene.theme.danger,
    };
    Some(Span::styled(bill::against(scene.lang, spend, limit, standing), style))
}
