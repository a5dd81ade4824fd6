//! A model's charges by kind of use: each kind has one reason.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{billed_region::Coverage, case::Case, reason::Charged};
use crate::domain::{
    Site,
    bill::{Figure, ItemClass, Subject, Sums, SumsAdder, Tally, is_same_model},
};

/// The kind of a charge, by the bill alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ChargeKind<'a> {
    /// Real-time inference, and its quotas were read.
    RealTime {
        model: &'a str,
    },
    Batch,
    Cache,
    Custom,
    /// Real-time inference in a region without free quota, as the bill writes it.
    WithoutQuota {
        region: &'a str,
        site: Option<Site>,
    },
    /// Real-time inference on a site or in a region whose quotas were not read.
    QuotasElsewhere {
        region: &'a str,
        site: Option<Site>,
    },
    /// Model Studio's, without a model name.
    Unread,
    /// Not Model Studio's.
    Foreign,
}

/// The charges of one kind, in one currency.
pub(super) struct Charges<'a> {
    pub(super) kind: ChargeKind<'a>,
    /// The distinct names of its billing items.
    pub(super) items: Vec<&'a str>,
    pub(super) charged: Charged,
    sums: Sums,
    adder: SumsAdder,
}

impl Charges<'_> {
    pub(super) fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.charged.first_day.zip(self.charged.last_day)
    }
}

/// The charges with a positive sum, highest first; currencies in their original order.
pub(super) fn charges<'a>(case: &Case<'a>) -> Vec<Charges<'a>> {
    let mut parts: Vec<Charges<'a>> = Vec::new();
    // Where calls are covered follows from what many charges share.
    let mut covered = KnownCoverage::default();
    let mut currencies: Vec<&str> = Vec::new();
    for subject in &case.subjects {
        let (kind, currency) = (kind_of(*subject, case, &mut covered), subject.charge().currency.as_str());
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
        let found = parts.iter_mut().find(|part| part.kind == kind && *part.charged.currency == *currency);
        if let Some(part) = found {
            part.add(*subject);
        } else {
            let mut part = Charges::new(kind, currency);
            part.add(*subject);
            parts.push(part);
        }
    }
    parts.iter_mut().for_each(Charges::finish);
    parts.retain(|part| part.sums.is_to_pay());
    parts.sort_by_key(|part| {
        let currency = currencies.iter().position(|currency| **currency == *part.charged.currency);
        let amounts = [Figure::Payable, Figure::PayableWithTax].map(|figure| amount(part.sums.get(figure)));
        (currency, Reverse(amounts), part.kind)
    });
    parts
}

/// Orders amounts: those with too many digits are the highest, absent ones the lowest.
fn amount(tally: Tally) -> (u8, Option<rust_decimal::Decimal>) {
    let rank = match tally {
        Tally::TooLong => 2,
        Tally::Exact(_) => 1,
        Tally::Nothing => 0,
    };
    (rank, tally.exact())
}

/// The item's class takes precedence: some kinds of use are never covered.
fn kind_of<'a>(subject: Subject<'a>, case: &Case<'_>, covered: &mut KnownCoverage<'a>) -> ChargeKind<'a> {
    match (subject.model(), subject.class()) {
        (None, _) if !subject.is_model_studio() => ChargeKind::Foreign,
        (_, ItemClass::Batch) => ChargeKind::Batch,
        (_, ItemClass::Cache) => ChargeKind::Cache,
        (_, ItemClass::Custom) => ChargeKind::Custom,
        (None, ItemClass::RealTime) => ChargeKind::Unread,
        (Some(model), ItemClass::RealTime) => match covered.of(subject, case) {
            Coverage::None { region, site } => ChargeKind::WithoutQuota { region, site },
            Coverage::NotRead { region, site } if !is_from_bill(model, case) => {
                ChargeKind::QuotasElsewhere { region, site }
            }
            Coverage::NotRead { .. } | Coverage::Read => ChargeKind::RealTime { model },
        },
    }
}

/// The coverage of the last charge: many have the same.
#[derive(Default)]
struct KnownCoverage<'a>(Option<(usize, &'a str, Coverage<'a>)>);

impl<'a> KnownCoverage<'a> {
    fn of(&mut self, subject: Subject<'a>, case: &Case<'_>) -> Coverage<'a> {
        let (rest, region) = (subject.rest_position(), subject.region());
        match self.0 {
            Some((known, known_region, coverage)) if (known, known_region) == (rest, region) => coverage,
            _ => {
                let coverage = Coverage::new(subject.charge(), &subject.instance(), &case.quotas);
                self.0 = Some((rest, region, coverage));
                coverage
            }
        }
    }
}

/// Whether the model's quota is from the bill itself: then it is of the line's own site and region.
fn is_from_bill(billed: &str, case: &Case<'_>) -> bool {
    let mut models = case.quotas.models.iter().filter(|model| model.from_bill.is_some());
    models.any(|model| is_same_model(billed, model.name.as_str()))
}

impl<'a> Charges<'a> {
    /// All charges are added.
    fn finish(&mut self) {
        self.sums = self.adder.sums();
        self.charged.payable = self.sums.get(Figure::Payable).exact();
        self.charged.payable_with_tax = self.sums.get(Figure::PayableWithTax).exact();
    }

    fn new(kind: ChargeKind<'a>, currency: &str) -> Self {
        let charged = Charged { currency: currency.into(), ..Charged::default() };
        Self { kind, items: Vec::new(), charged, sums: Sums::default(), adder: SumsAdder::default() }
    }

    fn add(&mut self, subject: Subject<'a>) {
        subject.add_to(&mut self.adder);
        let Some((first, last)) = subject.charged() else { return };
        let switch = subject.instance().free_quota_only;
        let is_first = self.charged.first_day.is_none();
        self.charged.free_quota_only = switch.filter(|_| is_first || self.charged.free_quota_only == switch);
        self.charged.first_day = Some(self.charged.first_day.map_or(first, |day| day.min(first)));
        self.charged.last_day = self.charged.last_day.max(Some(last));
        let charge = subject.charge();
        let names = [&charge.item, &charge.item_code, &charge.product_detail].into_iter();
        let item = names.map(String::as_str).find(|name| !name.is_empty());
        self.items.extend(item.filter(|item| !self.items.contains(item)));
    }
}
