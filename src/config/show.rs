//! The configuration written out again, with the values that hold. It has no secrets to leave out.

use std::fmt::{self, Write};

use super::{Config, Profile, duration, text};
use crate::domain::{Region, Site};

impl Config {
    /// Every key with its effective value, as TOML that reads back to the same configuration. A key that is
    /// absent stands there as a comment. Paths that are no Unicode are shown as well as can be.
    pub fn to_toml(&self) -> String {
        let mut toml = String::new();
        // Writing to a String cannot fail.
        let _ = write(self, &mut toml);
        toml
    }
}

fn write(config: &Config, out: &mut String) -> fmt::Result {
    writeln!(out, "default_profile = {}", text::quoted(&config.default_profile))?;
    for (name, profile) in &config.profiles {
        write_profile(&text::key(name), profile, out)?;
    }
    let alerts = &config.alerts;
    let expiring = alerts.expiring.to_std().unwrap_or_default();
    writeln!(out, "\n[alerts]")?;
    writeln!(out, "low_percent = {}", alerts.low_percent.normalize())?;
    writeln!(out, "expiring = {}", text::quoted(&duration::format(expiring)))?;
    alerts
        .monthly_spend
        .map_or(Ok(()), |amount| writeln!(out, "monthly_spend = {}", text::quoted(&amount.to_string())))
}

fn write_profile(name: &str, profile: &Profile, out: &mut String) -> fmt::Result {
    let snapshot = profile.snapshot.as_ref().map(|path| path.to_string_lossy());
    writeln!(out, "\n[profiles.{name}]")?;
    write_text("source", Some(profile.source.as_str()), out)?;
    write_text("site", profile.site.map(Site::as_str), out)?;
    write_text("region", profile.region.map(Region::as_str), out)?;
    write_text("refresh", Some(&duration::format(profile.refresh)), out)?;
    write_text("bl_profile", profile.bl_profile.as_deref(), out)?;
    write_text("aliyun_profile", profile.aliyun_profile.as_deref(), out)?;
    write_text("workspace_id", profile.workspace_id.as_deref(), out)?;
    write_text("snapshot", snapshot.as_deref(), out)?;
    writeln!(out, "\n[profiles.{name}.endpoints]")?;
    write_text("console", profile.endpoints.console.as_deref(), out)?;
    write_text("billing", profile.endpoints.billing.as_deref(), out)?;
    write_text("openapi", profile.endpoints.openapi.as_deref(), out)
}

fn write_text(key: &str, value: Option<&str>, out: &mut String) -> fmt::Result {
    match value {
        Some(value) => writeln!(out, "{key} = {}", text::quoted(value)),
        None => writeln!(out, "# {key} ="),
    }
}
