//! The detail of a model: to the right of the list, below it, or full-screen.

mod callers;
mod chart;
mod fitting;
mod outlook;

use fitting::{Rank, chosen, fitting};

use ratatui::text::Span;

use crate::{
    app::{Action, Area, account::rows::Row},
    domain::{
        Model, Quota, Status,
        bill::{Cycle, Tally},
        next_call::Reason,
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys,
        widgets::{
            gauge::gauge,
            page::{self, Fact, MARGIN},
        },
    },
    words::{
        chrome::clipboard,
        facts::{amounts, from_bill, model},
        number,
        pages::models::detail,
        plain, time,
    },
};

/// Minimum width for a chart in the right three tenths, if there is little room below the facts.
const SIDE_CHART_MIN_WIDTH: u16 = 110;
/// With this many rows below the facts, the chart goes there.
const ROOM_BELOW: u16 = 12;
/// The minimum and maximum height of the chart.
const CHART_HEIGHT: (u16, u16) = (7, 18);
/// From this height on, the chart has at least the height below.
const HIGH_PANE: u16 = 36;
const HIGH_PANE_CHART_HEIGHT: u16 = 13;
const MAX_GAUGE_WIDTH: u16 = 60;

/// Draws the selected model, with its chart below the facts or next to them.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let profile = scene.state.profile();
    let selected = scene.state.view.selected.as_ref().and_then(|name| profile.model(name));
    let Some((model, row)) = selected.filter(|_| !area.is_empty()) else { return };
    let mut title = model::name(scene.lang, &model.name);
    if scene.state.shows_all() {
        title = format!("{title} {} {}", scene.glyphs.dot, plain(profile.name())).into();
    }
    page::title(canvas, area, (&title, number::kind(scene.lang, model.kind)), scene.theme, scene.glyphs);
    let body = area.below(1);
    let history = profile.forecasts.history(&model.name);
    // Reserves room while the history is being read.
    let is_loading = history.is_none() && profile.has_history();
    let is_expected = || {
        let forecast = profile.forecasts.get(&model.name);
        is_loading && forecast.is_some_and(|forecast| chart::is_expected(forecast, scene.now.utc))
    };
    let has_content = history.is_some_and(|history| chart::has_content(scene, model, history));
    let has_chart = has_content || is_expected();
    let mut facts = facts(scene, model, row);
    insert_gauge(scene, &mut facts, (model, row.status), body.width);
    let is_side_chart = has_chart && body.width >= SIDE_CHART_MIN_WIDTH && !has_room_below(&facts, body);
    let side = if is_side_chart { body.width / 10 * 3 } else { 0 };
    let facts_area = body.within(0, side);
    if is_side_chart {
        insert_gauge(scene, &mut facts, (model, row.status), facts_area.width);
    }
    // In a high pane the chart is worth more than the least important facts.
    let least = if body.height >= HIGH_PANE { HIGH_PANE_CHART_HEIGHT } else { CHART_HEIGHT.0 };
    let spare = if has_chart && side == 0 { least.saturating_add(1) } else { 0 };
    let (facts, rows) = fitting(facts, facts_area, spare);
    // A blank row follows the title if there is room.
    let below = body.height.saturating_sub(rows);
    let gap = u16::from(below > 2 && (spare == 0 || below > spare.saturating_add(1) || below < spare));
    page::facts(canvas, facts_area.below(gap), &facts, scene.theme);
    let Some(history) = history else { return };
    let chart_area = if side > 0 {
        let height = body.height.saturating_sub(gap).min(CHART_HEIGHT.1);
        Area { height, ..body.below(gap).within(facts_area.width, MARGIN) }
    } else {
        let rest = body.below(gap.saturating_add(rows).saturating_add(1)).within(MARGIN, MARGIN);
        Area { height: rest.height.min(CHART_HEIGHT.1), ..rest }
    };
    if chart_area.height >= CHART_HEIGHT.0 {
        chart::draw(scene, canvas, chart_area, (model, history));
    }
}

/// Whether the facts leave room for a chart below them.
fn has_room_below(facts: &[(Rank, Fact<'_>)], area: Area) -> bool {
    let (_, rows) = chosen(facts, area, 0);
    area.height.saturating_sub(rows) >= ROOM_BELOW
}

/// All but the gauge.
fn facts<'a>(scene: &Scene<'_>, model: &'a Model, row: &Row) -> Vec<(Rank, Fact<'a>)> {
    let (theme, now) = (scene.theme, scene.now.utc);
    let status = row.status;
    let counts = status.has_left() || status == Status::Exhausted;
    let mut facts = vec![(Rank::Left, left(scene, model, status))];
    let quota = model.quota.as_ref();
    if let Some(used) = quota.filter(|_| status != Status::None).and_then(Quota::used) {
        facts.push((
            Rank::Used,
            Fact::new(detail::USED.of(scene.lang), detail::used(scene.lang, used, model.unit), theme.text),
        ));
    }
    if !matches!(status, Status::None | Status::Unsupported) && quota.is_some() {
        let style = if status == Status::Expiring { theme.warning } else { theme.text };
        let expires = quota.and_then(|quota| quota.expires_at).map_or_else(
            || detail::NO_EXPIRY.of(scene.lang).to_owned(),
            |at| detail::expires(scene.lang, at, now, &time::moment(scene.lang, at, now, scene.zone)),
        );
        facts.push((Rank::Expires, Fact::new(detail::EXPIRES.of(scene.lang), expires, style)));
    }
    facts.extend(outlook::forecast(scene, model, row));
    let account = scene.state.profile().snapshot.account_state();
    let reason = Reason::of(model, status, account, scene.state.moment(scene.state.profile(), now));
    let why = detail::reason(scene.lang, reason, model, status, now);
    let why = format!("{}{why}", detail::COLON.of(scene.lang));
    let style = theme.of_urgency(row.urgency());
    let word = Span::styled(number::next_call(scene.lang, row.next_call), style);
    facts.push((
        Rank::NextCall,
        Fact::new(detail::NEXT_CALL.of(scene.lang), why, theme.text).with_lead([word]),
    ));
    facts.extend(outlook::price(scene, model, row).map(|price| (Rank::Price, price)));
    let stops = status == Status::Unsupported && model.free_quota_only == Some(true);
    if counts || stops || status == Status::Expired {
        let mut at_zero =
            detail::at_zero(scene.lang, model.free_quota_only, !(stops || status.has_left())).to_owned();
        if model.free_quota_only == Some(false) && status.has_left() {
            let key = keys::first_of(Action::CopyRemedy, scene);
            at_zero.push_str(&clipboard::copies_command(scene.lang, &key));
        }
        facts.push((Rank::AtZero, Fact::new(detail::AT_ZERO.of(scene.lang), at_zero, theme.text)));
    }
    let ranks = std::iter::once(Rank::Alternative).chain(std::iter::repeat(Rank::MoreAlternatives));
    facts.extend(ranks.zip(outlook::alternatives(scene, model, row)));
    facts.extend(callers::fact(scene, model).map(|callers| (Rank::Callers, callers)));
    facts.extend(cost(scene, model).map(|cost| (Rank::Cost, cost)));
    if counts || status == Status::Expired {
        facts.push((
            Rank::Scope,
            Fact::new(detail::SCOPE.of(scene.lang), detail::SCOPE_NOTE.of(scene.lang), theme.quiet),
        ));
    }
    let word = quota.and_then(|quota| quota.quota_status.as_deref());
    if let Some(word) = word.filter(|word| !matches!(*word, "VALID" | "UNKNOWN")) {
        facts.push((
            Rank::Status,
            Fact::new(detail::STATUS.of(scene.lang), detail::status_word(scene.lang, word), theme.warning),
        ));
    }
    if let Some(limit) = scene.state.profile().speed_limit(&model.name) {
        let text = detail::speed_limit(scene.lang, limit);
        facts.push((Rank::SpeedLimit, Fact::new(detail::SPEED_LIMIT.of(scene.lang), text, theme.quiet)));
    }
    facts
}

/// The remaining quota and its age.
fn left<'a>(scene: &Scene<'_>, model: &Model, status: Status) -> Fact<'a> {
    let (theme, now) = (scene.theme, scene.now.utc);
    let left = detail::left(scene.lang, model, status);
    let about = about(scene, model, status);
    let read = model.quota.as_ref().map(|quota| {
        let has_number = quota.remaining.is_some() && status != Status::None;
        let moment = time::moment(scene.lang, quota.read_at, now, scene.zone);
        if model.from_bill.is_some() {
            from_bill::through(scene.lang, &moment)
        } else {
            // What the calls show is better than a warning.
            detail::read(scene.lang, &moment, has_number && about.is_empty())
        }
    });
    let lead = Span::styled(left, if status == Status::Low { theme.warning } else { theme.strong });
    let rest = read.map_or_else(String::new, |read| format!(", {read}{about}"));
    Fact::new(detail::LEFT.of(scene.lang), rest, theme.quiet).with_lead([lead])
}

/// What is left by its calls, if that is less than the figure.
fn about(scene: &Scene<'_>, model: &Model, status: Status) -> String {
    let left = model.about_left().filter(|_| status.has_left()).zip(model.recent.as_ref());
    let is_less =
        |left| model.quota.as_ref().and_then(|quota| quota.remaining).is_some_and(|shown| left < shown);
    let Some((left, recent)) = left.filter(|(left, _)| is_less(*left)) else { return String::new() };
    detail::about(scene.lang, left, &time::moment(scene.lang, recent.to, scene.now.utc, scene.zone))
}

/// The cost of the model in the current cycle, by currency, and the key that opens the bill.
fn cost<'a>(scene: &Scene<'_>, model: &Model) -> Option<Fact<'a>> {
    let (theme, costs) = (scene.theme, &scene.state.profile().bills.costs);
    let costs = costs.of(&model.name)?;
    let amounts: Vec<String> = costs
        .iter()
        .filter_map(|cost| {
            let (before, with_tax) = (cost.payable, cost.payable_with_tax);
            let payable = amounts::payable(scene.lang, before, with_tax, &cost.currency);
            amounts::with_unknown(payable, cost.incomplete)
        })
        .collect();
    let first = costs.iter().filter_map(|cost| Some((cost.days?.0, cost.first_use)));
    let first = first.min_by_key(|(day, _)| *day);
    let lead = Span::styled(amounts.join(", "), theme.strong);
    let key = keys::first_of(Action::Counterpart, scene);
    let is_before_tax = costs.iter().any(|cost| cost.payable != Tally::Nothing);
    let rest = detail::cost(scene.lang, Cycle::at(scene.now.utc), is_before_tax, first, &key);
    (!amounts.is_empty()).then(|| Fact::new(detail::COST.of(scene.lang), rest, theme.quiet).with_lead([lead]))
}

/// Inserts a gauge after the remaining quota, in place of one of another width.
fn insert_gauge(
    scene: &Scene<'_>,
    facts: &mut Vec<(Rank, Fact<'_>)>,
    (model, status): (&Model, Status),
    width: u16,
) {
    facts.retain(|(rank, _)| *rank != Rank::Gauge);
    if !(status.has_left() || status == Status::Exhausted) {
        return;
    }
    let quota = model.quota.as_ref();
    let Some((left, total)) = quota.and_then(|quota| Some((quota.remaining?, quota.total?))) else { return };
    let percent = left.percent_of(total).map(number::percent).unwrap_or_default();
    let percent = format!("  {percent} %");
    let reserved = page::label_columns(facts.iter().map(|(_, fact)| fact))
        .saturating_add(MARGIN.saturating_mul(2))
        .saturating_add(columns(&percent));
    let columns = width.saturating_sub(reserved).min(MAX_GAUGE_WIDTH);
    let [mut filled, track] = gauge((left, total), columns, &scene.glyphs.gauge, scene.theme);
    if status == Status::Low {
        filled = filled.style(scene.theme.warning);
    }
    let fact = Fact::new("", percent, scene.theme.quiet).with_lead([filled, track]);
    facts.insert(1.min(facts.len()), (Rank::Gauge, fact));
}
