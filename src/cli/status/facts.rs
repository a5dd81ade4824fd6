//! What a status line can say of an account, as text. What is not known is `?`, never 0 and never *free*.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    app::{Profile, State, account::rows::Row},
    cli::table,
    domain::{
        AccountState, FeedName, FeedState, Model, ModelName, Status, Zone,
        attention::{Attention, Urgency},
        forecast::{RunsOut, Verdict},
        freshness::LAG,
        sort::{SortKey, order},
    },
    words::{self, Lang, cli::status as texts, facts::account, number, pages::wall, text},
};

/// Longer names are cut: a bar is narrow.
const NAME_WIDTH: usize = 40;

/// A number of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) known: usize,
    /// Whether there may be more: figures are old, or do not say it.
    pub(super) may_be_more: bool,
}

#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) lang: Lang,
    profile: &'a Profile,
    now: DateTime<Utc>,
    zone: Zone,
}

impl Count {
    /// `2`, `2+`, or `?` where not even one is certain.
    pub(super) fn text(self) -> String {
        match (self.known, self.may_be_more) {
            (0, true) => texts::UNKNOWN.to_owned(),
            (known, true) => format!("{known}+"),
            (known, false) => known.to_string(),
        }
    }
}

/// The share that is left, in percent.
pub(super) fn percent((model, row): (&Model, &Row)) -> Option<Decimal> {
    model.left_percent().filter(|_| row.status.has_left() || row.status == Status::Exhausted)
}

impl<'a> Facts<'a> {
    pub(super) fn new(state: &'a State, lang: Lang, now: DateTime<Utc>, zone: Zone) -> Self {
        Self { lang, profile: state.profile(), now, zone }
    }

    /// Whether there is anything to show.
    pub(super) fn are_known(&self) -> bool {
        self.read_at().is_some() || self.profile.snapshot.feed(FeedName::Account).fetched_at.is_some()
    }

    /// When the quotas were read; of exported bills, until when they go.
    fn read_at(&self) -> Option<DateTime<Utc>> {
        let of_bills = || self.profile.bill_quotas_read_at();
        self.profile.snapshot.feed(FeedName::Quotas).fetched_at.or_else(of_bills)
    }

    /// Whether the quotas are so old that they say nothing of now.
    fn is_too_old(&self) -> bool {
        self.read_at().is_none_or(|at| self.now.signed_duration_since(at) > LAG)
    }

    fn rows(&self) -> impl Iterator<Item = (&'a Model, &'a Row)> {
        self.profile.snapshot.models.iter().zip(&*self.profile.rows.rows)
    }

    /// Models whose calls cost money now.
    pub(super) fn billed(&self) -> Count {
        let may_be = |(_, row): (&Model, &Row)| row.urgency() == Urgency::Caution;
        Count {
            known: self.rows().filter(|(_, row)| row.costs()).count(),
            may_be_more: self.is_too_old() || self.rows().any(may_be),
        }
    }

    /// Models with little left.
    pub(super) fn low(&self) -> Count {
        let is_low = |(_, row): &(&Model, &Row)| row.status == Status::Low;
        Count { known: self.rows().filter(is_low).count(), may_be_more: self.is_too_old() }
    }

    /// New alerts; `?` if they were never evaluated, or not of late.
    pub(super) fn alerts(&self) -> String {
        let alerts = &self.profile.alerts;
        if !alerts.are_known() {
            return texts::UNKNOWN.to_owned();
        }
        Count { known: alerts.counts(self.now).new, may_be_more: self.is_too_old() }.text()
    }

    /// Whether the account owes money, if that is known.
    pub(super) fn is_overdue(&self) -> Option<bool> {
        match self.profile.snapshot.account_state() {
            AccountState::Overdue => Some(true),
            AccountState::Good if !self.profile.snapshot.account_seen().is_unchecked(self.now) => Some(false),
            AccountState::Good | AccountState::Unknown => None,
        }
    }

    /// `OVERDUE 12.40 USD`; empty if it is not overdue, `?` if that is not known.
    pub(super) fn overdue(&self) -> String {
        match self.is_overdue() {
            Some(true) => {
                let balance = self.profile.snapshot.balance.as_ref();
                let owed =
                    balance.and_then(|balance| account::owed(balance.available, balance.currency.as_deref()));
                format!("{} {}", texts::OVERDUE.of(self.lang), owed.unwrap_or_default()).trim_end().to_owned()
            }
            Some(false) => String::new(),
            None => texts::UNKNOWN.to_owned(),
        }
    }

    /// What Model Studio has cost in this billing cycle so far, by currency.
    pub(super) fn spend(&self) -> String {
        let amounts: Vec<String> =
            self.profile.bills.spend.iter().filter_map(|spend| wall::cost(self.lang, spend)).collect();
        if amounts.is_empty() {
            texts::UNKNOWN.to_owned()
        } else {
            texts::under(self.lang, &amounts.join(" + "))
        }
    }

    /// How old the quotas are.
    pub(super) fn age(&self) -> String {
        self.read_at().map_or_else(|| texts::UNKNOWN.to_owned(), |at| wall::age(self.lang, at, self.now))
    }

    /// The age of the older of quotas and balance, if one is stale.
    pub(super) fn stale_age(&self) -> Option<String> {
        let snapshot = &self.profile.snapshot;
        let is_stale =
            |feed: &FeedName| snapshot.feed_state(*feed, self.profile.refresh, self.now) == FeedState::Stale;
        let stale = FeedName::OF_SNAPSHOT.into_iter().filter(is_stale);
        let stale = stale.filter_map(|feed| snapshot.feed(feed).fetched_at);
        let of_bills = self.profile.bill_quotas_read_at();
        stale.chain(of_bills).min().map(|at| wall::age(self.lang, at, self.now))
    }

    /// The models with a quota, those first that need attention most. What expired, is unclear or never had a quota is in
    /// nobody's way.
    pub(super) fn by_attention(&self) -> Vec<(&'a Model, &'a Row)> {
        let is_shown = |row: &Row| match row.attention {
            Attention::Costs => row.status != Status::None,
            Attention::Over | Attention::Unclear | Attention::NoQuota => false,
            _ => true,
        };
        let costs = &self.profile.bills.costs;
        let shown = self.rows().zip(0_u32..).filter(|((_, row), _)| is_shown(row));
        let ordered = order(
            SortKey::Attention,
            false,
            shown.map(|((model, row), at)| (at, row.sort_row(model, costs))),
        );
        ordered.into_iter().filter_map(|at| self.profile.at(at)).collect()
    }

    /// `qwen-max 24,098 left (2.4 %)`, `qwen-plus used up`.
    pub(super) fn named(&self, (model, row): (&Model, &Row)) -> String {
        let name = words::facts::model::name(self.lang, &model.name);
        let name = text::cut(&name, NAME_WIDTH, "~");
        let what = if row.status.has_left() {
            texts::left(self.lang, &self.amount(model), model.left_percent().map(number::percent).as_deref())
        } else {
            number::status(self.lang, row.status).to_owned()
        };
        format!("{name} {what}")
    }

    fn amount(&self, model: &Model) -> String {
        let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
        let Some(remaining) = remaining else { return texts::UNKNOWN.to_owned() };
        let amount = format!("{}{}", number::grouped(remaining), number::unit_in_list(self.lang, model.unit));
        let is_at_most = model.from_bill.as_ref().is_some_and(|from| from.is_at_most);
        if is_at_most { texts::at_most(self.lang, &amount) } else { amount }
    }

    /// What is left of a model's quota: nothing once it has expired.
    pub(super) fn left(&self, (model, row): (&Model, &Row)) -> Option<String> {
        match row.status {
            Status::Ok | Status::Low | Status::Expiring => Some(self.amount(model)),
            Status::Exhausted | Status::Expired | Status::None => {
                Some(number::status(self.lang, row.status).to_owned())
            }
            Status::Unsupported | Status::Unknown => None,
        }
    }

    /// When a model runs out, or what of it lapses, as the list says it.
    pub(super) fn runs_out(&self, (model, row): (&Model, &Row)) -> Option<String> {
        let text = table::runs_out(self.lang, self.profile, model, row, self.now, self.zone);
        Some(text).filter(|text| !text.is_empty())
    }

    /// What happens to a model first: `runs out in 5 h 58 min`, `expires in 12 d 04 h`.
    pub(super) fn ends(&self, (model, row): (&Model, &Row)) -> Option<String> {
        let verdict = self.profile.forecasts.get(&model.name).map(|forecast| forecast.verdict);
        match verdict {
            _ if !row.status.has_left() => None,
            Some(Verdict::RunsOut(RunsOut { at, .. })) => Some(wall::runs_out(self.lang, at, self.now)),
            _ => Some(wall::expires(self.lang, model.quota.as_ref()?.expires_at?, self.now)),
        }
    }

    pub(super) fn model(&self, name: &ModelName) -> Option<(&'a Model, &'a Row)> {
        self.profile.model(name)
    }
}
