//! The settings, with their defaults.

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
    fleet::Matchers,
    key::Key,
};

use super::{channel::Channel, theme};

/// The bindings that differ from the defaults, by the actions' names.
pub type Keys = BTreeMap<&'static str, Vec<Key>>;

/// The profile of a configuration without profiles.
pub const DEFAULT_PROFILE: &str = "default";

/// A whole configuration. [`Default`] is that of an absent or empty file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Always one of `profiles`.
    pub default_profile: String,
    /// Absent: that of the locale.
    pub lang: Option<Language>,
    /// The name of the theme, which need not exist, or [`theme::AUTO`].
    pub theme: String,
    /// Whether to draw in ASCII only; absent: as the locale says.
    pub ascii: Option<bool>,
    /// By name; never empty.
    pub profiles: BTreeMap<String, Profile>,
    pub columns: ListColumns,
    pub alerts: Alerts,
    /// By name.
    pub channels: BTreeMap<String, Channel>,
    pub keys: Keys,
    pub watch: Watch,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, EnumIter)]
#[strum(const_into_str)]
pub enum Language {
    #[strum(serialize = "en")]
    English,
    #[strum(serialize = "zh")]
    Chinese,
}

/// One account, and how it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub source: SourceKind,
    /// Absent: derived from the login.
    pub site: Option<Site>,
    /// Absent: derived from the login.
    pub region: Option<Region>,
    /// How often quotas and balance are refreshed; whole seconds, 10 s to one day.
    pub refresh: Duration,
    /// A login of the `bl` CLI; absent: its active one.
    pub bl_profile: Option<String>,
    /// A profile of the `aliyun` CLI; absent: its current one.
    pub aliyun_profile: Option<String>,
    /// The Model Studio workspace; absent: the account's default.
    pub workspace_id: Option<String>,
    /// Whether nothing may be changed at Alibaba's side.
    pub read_only: bool,
    /// Present exactly if `source` is a snapshot. [`load`](super::load()) resolves it against the
    /// configuration's folder.
    pub snapshot: Option<PathBuf>,
    /// Present exactly if `source` is a Prometheus.
    pub fleet: Option<Fleet>,
    pub endpoints: Endpoints,
}

/// A Prometheus that has the figures of many accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fleet {
    /// Its HTTP API: an origin, perhaps with a path. With headers: https, or http to a loopback host.
    pub url: String,
    /// Which series belong to the fleet; all of quotatop's if there are none.
    pub matchers: Matchers,
    /// Header names, each with the environment variable that holds its value.
    pub headers: BTreeMap<String, String>,
}

/// Servers to use in place of the vendor's (a proxy, a test). Each is an origin, `scheme://host[:port]`, but for
/// that of Prometheus, which may have a path: https, or http to a loopback host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Endpoints {
    /// The console's gateway.
    pub console: Option<String>,
    /// The billing interface (BssOpenApi).
    pub billing: Option<String>,
    /// Model Studio's signed interface.
    pub openapi: Option<String>,
    /// The Prometheus to which the account's monitoring data are delivered; absent: as the console says.
    pub prometheus: Option<String>,
}

/// When alerts are raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alerts {
    /// A quota is low at or below this share of its grant, in percent; 0 to 100.
    pub low_percent: Decimal,
    /// A quota is expiring when at most this long is left; whole seconds, 0 to 365 days.
    pub expiring: TimeDelta,
    /// A spend per billing cycle, in the account's own currency; absent: no limit.
    pub monthly_spend: Option<Decimal>,
    /// A spend per hour, in the account's own currency, that raises an alert; absent: none does.
    pub hourly_spend: Option<Decimal>,
    /// A quota runs out soon when at its pace at most this long is left; whole seconds, 0 to 365 days.
    pub runs_out: TimeDelta,
    /// A balance below this raises an alert, in the account's own currency; absent: none does.
    pub balance_below: Option<Decimal>,
    /// A feed that fails for this long raises an alert; whole seconds, 0 to 365 days.
    pub feed_failing: TimeDelta,
    /// Rules that raise no alerts.
    pub off: BTreeSet<Rule>,
}

/// The settings of the wallboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// How long a page is shown before the next; whole seconds, 5 s to 1 h.
    pub turn: Duration,
    /// When the screen is dimmed; absent: never.
    pub night: Option<QuietHours>,
    /// Whether everything moves by a cell now and then, to prevent burn-in.
    pub shift: bool,
}

impl Alerts {
    pub const fn thresholds(&self) -> Thresholds {
        Thresholds { low_percent: self.low_percent, expiring: self.expiring }
    }

    pub fn rules(&self) -> Rules {
        Rules {
            thresholds: self.thresholds(),
            runs_out_within: self.runs_out,
            balance_below: self.balance_below,
            monthly_spend: self.monthly_spend,
            hourly_spend: self.hourly_spend,
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
            read_only: false,
            snapshot: None,
            fleet: None,
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
        let Rules {
            thresholds,
            runs_out_within,
            balance_below,
            monthly_spend,
            hourly_spend,
            feed_failing_for,
            off,
        } = Rules::default();
        let Thresholds { low_percent, expiring } = thresholds;
        let (runs_out, feed_failing) = (runs_out_within, feed_failing_for);
        Self {
            low_percent,
            expiring,
            monthly_spend,
            hourly_spend,
            runs_out,
            balance_below,
            feed_failing,
            off,
        }
    }
}

impl Config {
    /// Resolves relative paths against `folder`, the configuration's own.
    #[must_use]
    pub(super) fn within(mut self, folder: &Path) -> Self {
        for file in self.profiles.values_mut().filter_map(|profile| profile.snapshot.as_mut()) {
            *file = folder.join(&*file);
        }
        self
    }
}
