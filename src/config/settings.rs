//! What the configuration says, with its defaults.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::TimeDelta;
use rust_decimal::Decimal;
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::domain::{
    ListColumns, QuietHours, Region, Site, SourceKind, Thresholds,
    alert::{Rule, Rules},
    key::Key,
};

use super::{channel::Channel, theme};

/// The keys of the actions for which the user chose others, by the actions' names.
pub type Keys = BTreeMap<&'static str, Vec<Key>>;

/// The profile of a file that names none.
pub const DEFAULT_PROFILE: &str = "default";

/// A whole configuration. [`Default`] is what an absent or empty file means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The profile used by default; always one of `profiles`.
    pub default_profile: String,
    /// The language of the screen; absent: as the locale says.
    pub lang: Option<Language>,
    /// The name of the theme, or [`theme::AUTO`]. Whether there is one of that name, is not known here.
    pub theme: String,
    /// Whether the screen is drawn with ASCII alone.
    pub ascii: Option<bool>,
    /// Every profile by its name; never empty.
    pub profiles: BTreeMap<String, Profile>,
    /// The columns of the list.
    pub columns: ListColumns,
    /// When something counts as worth attention.
    pub alerts: Alerts,
    /// Where alerts are sent, by name.
    pub channels: BTreeMap<String, Channel>,
    /// The keys that the user chose.
    pub keys: Keys,
    /// The wallboard.
    pub watch: Watch,
}

/// The language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, EnumIter)]
#[strum(const_into_str)]
pub enum Language {
    /// English.
    #[strum(serialize = "en")]
    English,
    /// Simplified Chinese.
    #[strum(serialize = "zh")]
    Chinese,
}

/// One account to look at, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Where data come from.
    pub source: SourceKind,
    /// Where the account was opened; absent: derived from the login.
    pub site: Option<Site>,
    /// The region of its models; absent: derived from the login.
    pub region: Option<Region>,
    /// How often quotas and balance are refreshed; whole seconds, 10 s to one day.
    pub refresh: Duration,
    /// Which login of the `bl` CLI; absent: its active one.
    pub bl_profile: Option<String>,
    /// Which profile of the `aliyun` CLI; absent: its current one.
    pub aliyun_profile: Option<String>,
    /// The Model Studio workspace; absent: the account's default.
    pub workspace_id: Option<String>,
    /// The file to read; present exactly where `source` is a snapshot. As written by [`parse`]; relative to
    /// the configuration's folder by [`load`].
    pub snapshot: Option<PathBuf>,
    /// Other servers than the vendor's.
    pub endpoints: Endpoints,
}

/// Servers to use in place of the vendor's (a proxy, a test). Each is an origin (`scheme://host[:port]`,
/// no slash at its end): https, or http on a loopback host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Endpoints {
    /// The console's gateway.
    pub console: Option<String>,
    /// The billing interface (BssOpenApi).
    pub billing: Option<String>,
    /// Model Studio's signed interface.
    pub openapi: Option<String>,
}

/// When something counts as worth attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alerts {
    /// A quota is low at or below this share of its grant, in percent; 0 to 100.
    pub low_percent: Decimal,
    /// A quota is expiring when at most this long is left; whole seconds, 0 to 365 days.
    pub expiring: TimeDelta,
    /// A spend per billing cycle, in the account's own currency; absent: no limit.
    pub monthly_spend: Option<Decimal>,
    /// A quota runs out soon when at its pace at most this long is left; whole seconds, 0 to 365 days.
    pub runs_out: TimeDelta,
    /// A balance below this raises an alert, in the account's own currency; absent: none is.
    pub balance_below: Option<Decimal>,
    /// A feed that fails for this long raises an alert; whole seconds, 0 to 365 days.
    pub feed_failing: TimeDelta,
    /// Rules that raise no alerts.
    pub off: BTreeSet<Rule>,
}

/// The wallboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// How long a page is shown before the next; whole seconds, 5 s to 1 h.
    pub turn: Duration,
    /// When it is dimmed; absent: never.
    pub night: Option<QuietHours>,
    /// Whether everything moves by a cell now and then, so that nothing burns in.
    pub shift: bool,
}

impl Alerts {
    /// The thresholds of a quota's status.
    pub const fn thresholds(&self) -> Thresholds {
        Thresholds { low_percent: self.low_percent, expiring: self.expiring }
    }

    /// The rules of alerts.
    pub fn rules(&self) -> Rules {
        Rules {
            thresholds: self.thresholds(),
            runs_out_within: self.runs_out,
            balance_below: self.balance_below,
            monthly_spend: self.monthly_spend,
            feed_failing_for: self.feed_failing,
            off: self.off.clone(),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            default_profile: DEFAULT_PROFILE.to_owned(),
            lang: None,
            columns: ListColumns::default(),
            theme: theme::AUTO.to_owned(),
            ascii: None,
            profiles: BTreeMap::from([(DEFAULT_PROFILE.to_owned(), Profile::default())]),
            alerts: Alerts::default(),
            channels: BTreeMap::new(),
            keys: Keys::new(),
            watch: Watch::default(),
        }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            source: SourceKind::Alibaba,
            site: None,
            region: None,
            refresh: Duration::from_mins(1),
            bl_profile: None,
            aliyun_profile: None,
            workspace_id: None,
            snapshot: None,
            endpoints: Endpoints::default(),
        }
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self { turn: Duration::from_secs(20), night: None, shift: true }
    }
}

impl Default for Alerts {
    fn default() -> Self {
        let Rules { thresholds, runs_out_within, balance_below, monthly_spend, feed_failing_for, off } =
            Rules::default();
        let Thresholds { low_percent, expiring } = thresholds;
        let (runs_out, feed_failing) = (runs_out_within, feed_failing_for);
        Self { low_percent, expiring, monthly_spend, runs_out, balance_below, feed_failing, off }
    }
}

impl Config {
    /// The same with relative files taken from `folder`, the configuration's own.
    #[must_use]
    pub(super) fn within(mut self, folder: &Path) -> Self {
        for file in self.profiles.values_mut().filter_map(|profile| profile.snapshot.as_mut()) {
            *file = folder.join(&*file);
        }
        self
    }
}
