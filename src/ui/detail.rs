//! One model, as far as it is known: beside the list, below it, or as a page of its own.

use ratatui::text::Span;

use super::{
    Scene,
    canvas::{Canvas, columns},
    cells::of_next_call,
    keys,
    widgets::{
        gauge::gauge,
        page::{self, Fact, MARGIN},
    },
};
use crate::{
    app::{Action, Area, rows::Row},
    domain::{Model, Quota, Status, bill::Cycle, next_call::Reason},
    words::{bill_totals, bills_page, detail, number, table, time},
};

/// A gauge wider than this tells nothing more.
const WIDEST_GAUGE: u16 = 60;

/// Draws the selected model.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let profile = scene.state.profile();
    let selected = scene.state.view.selected.as_ref().and_then(|name| profile.model(name));
    let Some((model, row)) = selected.filter(|_| !area.is_empty()) else { return };
    let titles = (&*table::name(&model.name), number::kind(model.kind));
    page::title(canvas, area, titles, scene.theme, scene.glyphs);
    let facts = facts(scene, model, row, area.width);
    // Where there is room, the facts do not stick to the title.
    let gap = u16::from(usize::from(area.height) > facts.len().saturating_mul(2));
    page::facts(canvas, area.below(gap.saturating_add(1)), &facts, scene.theme);
}

fn facts<'a>(scene: &Scene<'_>, model: &'a Model, row: &Row, width: u16) -> Vec<Fact<'a>> {
    let (theme, now) = (scene.theme, scene.now.utc);
    let status = row.status;
    let counts = status.has_left() || status == Status::Exhausted;
    let mut facts = left(scene, model, status);
    let quota = model.quota.as_ref();
    if let Some(used) = quota.filter(|_| status != Status::None).and_then(Quota::used) {
        facts.push(Fact::new(detail::USED, detail::used(used, model.unit), theme.text));
    }
    if !matches!(status, Status::None | Status::Unsupported) && quota.is_some() {
        let style = if status == Status::Expiring { theme.warning } else { theme.text };
        let expires = quota.and_then(|quota| quota.expires_at).map_or_else(
            || detail::NO_EXPIRY.to_owned(),
            |at| detail::expires(at, now, &time::moment(at, now, scene.zone)),
        );
        facts.push(Fact::new(detail::EXPIRES, expires, style));
    }
    let account = scene.state.profile().snapshot.account_state();
    let reason = Reason::of(model, status, account, now);
    let why = format!(": {}", detail::reason(reason, model, status, now));
    let style = of_next_call(row.next_call, counts, theme);
    let word = Span::styled(number::next_call(row.next_call), style);
    facts.push(Fact::new(detail::NEXT_CALL, why, theme.text).led_by([word]));
    if counts || status == Status::Expired {
        let at_zero = detail::at_zero(model.free_quota_only, !status.has_left());
        facts.push(Fact::new(detail::AT_ZERO, at_zero, theme.text));
        facts.push(Fact::new(detail::HOLDS, detail::HOLDS_FOR, theme.quiet));
    }
    facts.extend(cost(scene, model));
    let word = quota.and_then(|quota| quota.quota_status.as_deref());
    if let Some(word) = word.filter(|word| !matches!(*word, "VALID" | "UNKNOWN")) {
        facts.push(Fact::new(detail::STATUS, detail::status_word(word), theme.warning));
    }
    put_gauge(scene, &mut facts, model, status, width);
    facts
}

/// What is left, and how old that is.
fn left<'a>(scene: &Scene<'_>, model: &Model, status: Status) -> Vec<Fact<'a>> {
    let (theme, now) = (scene.theme, scene.now.utc);
    let left = detail::left(model, status);
    let read = model.quota.as_ref().map(|quota| {
        let has_number = quota.remaining.is_some() && status != Status::None;
        detail::read(&time::moment(quota.read_at, now, scene.zone), has_number)
    });
    let lead = Span::styled(left, if status == Status::Low { theme.warning } else { theme.strong });
    let behind = read.map_or_else(String::new, |read| format!(", {read}"));
    vec![Fact::new(detail::LEFT, behind, theme.quiet).led_by([lead])]
}

/// What the model has cost in the running cycle, currency by currency, and how to see the bill.
fn cost<'a>(scene: &Scene<'_>, model: &Model) -> Option<Fact<'a>> {
    let (theme, costs) = (scene.theme, &scene.state.profile().bills.costs);
    let costs = costs.get(model.name.as_str())?;
    let amounts: Vec<String> = costs
        .iter()
        .filter_map(|cost| bill_totals::payable(cost.payable, cost.payable_with_tax, &cost.currency))
        .collect();
    let first = costs.iter().filter_map(|cost| Some(cost.days?.0)).min();
    let lead = Span::styled(amounts.join(", "), theme.strong);
    let key = keys::first_of(Action::Counterpart, scene.glyphs);
    let behind = bills_page::cost(Cycle::at(scene.now.utc), first, &key);
    (!amounts.is_empty()).then(|| Fact::new(detail::COST, behind, theme.quiet).led_by([lead]))
}

/// Puts a gauge as wide as the facts below what is left.
fn put_gauge(scene: &Scene<'_>, facts: &mut Vec<Fact<'_>>, model: &Model, status: Status, width: u16) {
    if !(status.has_left() || status == Status::Exhausted) {
        return;
    }
    let quota = model.quota.as_ref();
    let Some((left, total)) = quota.and_then(|quota| Some((quota.remaining?, quota.total?))) else { return };
    let percent = left.percent_of(total).map(number::percent).unwrap_or_default();
    let percent = format!("  {percent} %");
    let beside =
        page::label_columns(facts).saturating_add(MARGIN.saturating_mul(2)).saturating_add(columns(&percent));
    let columns = width.saturating_sub(beside).min(WIDEST_GAUGE);
    let [mut filled, track] = gauge((left, total), columns, scene.glyphs, scene.theme);
    if status == Status::Low {
        filled = filled.style(scene.theme.warning);
    }
    let fact = Fact::new("", percent, scene.theme.quiet).led_by([filled, track]);
    facts.insert(1.min(facts.len()), fact);
}
