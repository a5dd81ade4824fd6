//! The account page: balance, spending in the running cycle, closed cycles, and where to pay.

mod balance;
mod part;
mod spending;

use part::Part;

use crate::{
    app::Area,
    ui::{Scene, canvas::Canvas},
    words::{chrome::bars, plain},
};

/// From this width on, spending is next to the balance.
const BESIDE_MIN_WIDTH: u16 = 110;
/// The address of the payment page fits into this width.
const ADDRESS_WIDTH: u16 = 68;
/// From this height on, blank rows set the parts apart.
const SPACED_MIN_HEIGHT: u16 = 26;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let (state, profile) = (scene.state, scene.state.profile());
    let site = profile.snapshot.site.map_or("", |site| site.into_str());
    let title = if state.shows_all() {
        format!("{} {} {}", bars::ACCOUNT.of(scene.lang), scene.glyphs.dot, plain(profile.name()))
    } else {
        bars::ACCOUNT.of(scene.lang).to_owned()
    };
    let account = Part { title, facts: balance::facts(scene) };
    let others: Vec<Part<'_>> =
        [spending::running(scene), spending::closed(scene)].into_iter().flatten().collect();
    let gap = u16::from(area.height >= SPACED_MIN_HEIGHT);
    if area.width >= BESIDE_MIN_WIDTH && !others.is_empty() {
        let mut left = area;
        let mut right = left.take_right((area.width / 2).min(area.width.saturating_sub(ADDRESS_WIDTH)));
        account.draw(scene, canvas, left, site, gap);
        for other in &others {
            right = right.below(other.draw(scene, canvas, right, "", gap).saturating_add(1));
        }
        return;
    }
    let mut rest = area.below(account.draw(scene, canvas, area, site, gap).saturating_add(gap));
    for other in &others {
        rest = rest.below(other.draw(scene, canvas, rest, "", 0).saturating_add(gap));
    }
}
