//! The effective configuration as TOML, without the tokens in addresses.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use chrono::TimeDelta;

use super::{Address, Channel, Config, Fleet, Profile, Template, duration, endpoint, text};
use crate::domain::key::Bindable;

impl Config {
    /// Every key with its effective value; absent keys as comments. Parses to the same configuration, except
    /// for the addresses of webhooks, which are cut after the host, and paths that are not Unicode.
    pub fn to_toml(&self, actions: &[Bindable]) -> String {
        let mut toml = String::new();
        // Writing to a String cannot fail.
        let _ = write(self, actions, &mut toml);
        toml
    }
}

fn write(config: &Config, actions: &[Bindable], out: &mut String) -> fmt::Result {
    writeln!(out, "default_profile = {}", text::quoted(&config.default_profile))?;
    write_text("lang", config.lang.map(<&str>::from), out)?;
    writeln!(out, "columns = {}", list(config.columns.iter().map(<&str>::from)))?;
    writeln!(out, "theme = {}", text::quoted(&config.theme))?;
    match config.ascii {
        Some(is_ascii) => writeln!(out, "ascii = {is_ascii}")?,
        None => write_text("ascii", None, out)?,
    }
    for (name, profile) in &config.profiles {
        write_profile(&text::key(name), profile, out)?;
    }
    let alerts = &config.alerts;
    writeln!(out, "\n[alerts]")?;
    writeln!(out, "low_percent = {}", alerts.low_percent.normalize())?;
    write_length("expiring", alerts.expiring, out)?;
    write_text("monthly_spend", alerts.monthly_spend.map(|amount| amount.to_string()).as_deref(), out)?;
    write_text("hourly_spend", alerts.hourly_spend.map(|amount| amount.to_string()).as_deref(), out)?;
    write_length("runs_out", alerts.runs_out, out)?;
    write_text("balance_below", alerts.balance_below.map(|amount| amount.to_string()).as_deref(), out)?;
    write_length("feed_failing", alerts.feed_failing, out)?;
    writeln!(out, "off = {}", list(alerts.off.iter().map(<&str>::from)))?;
    for (name, channel) in &config.channels {
        write_channel(&text::key(name), channel, out)?;
    }
    let watch = &config.watch;
    writeln!(out, "\n[watch]")?;
    write_text("turn", Some(&duration::format(watch.turn)), out)?;
    write_text("night", watch.night.map(|night| night.to_string()).as_deref(), out)?;
    writeln!(out, "shift = {}", watch.shift)?;
    writeln!(out, "\n[keys]")?;
    for action in actions {
        let keys = config.keys.get(action.name).map_or(action.keys, Vec::as_slice);
        let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
        writeln!(out, "{} = {}", action.name, list(names.iter().map(String::as_str)))?;
    }
    Ok(())
}

fn write_channel(name: &str, channel: &Channel, out: &mut String) -> fmt::Result {
    writeln!(out, "\n[channels.{name}]")?;
    write_text("kind", Some(channel.word()), out)?;
    let time_limit = match channel {
        Channel::Bell | Channel::Desktop => return Ok(()),
        Channel::Command { command, time_limit } => {
            writeln!(out, "command = {}", list(command.iter().map(String::as_str)))?;
            time_limit
        }
        Channel::Webhook(hook) => {
            match &hook.address {
                Address::Url(url) => write_text("url", Some(&endpoint::shortened(url)), out)?,
                Address::Variable(name) => write_text("url_from", Some(name), out)?,
            }
            write_text("template", hook.template.as_ref().map(Template::as_str), out)?;
            writeln!(out, "headers = {}", headers(&hook.headers))?;
            &hook.time_limit
        }
    };
    write_text("time_limit", Some(&duration::format(*time_limit)), out)
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", words.map(text::quoted).collect::<Vec<_>>().join(", "))
}

fn write_length(key: &str, length: TimeDelta, out: &mut String) -> fmt::Result {
    write_text(key, Some(&duration::format(length.to_std().unwrap_or_default())), out)
}

fn write_profile(name: &str, profile: &Profile, out: &mut String) -> fmt::Result {
    let snapshot = profile.snapshot.as_ref().map(|path| path.to_string_lossy());
    writeln!(out, "\n[profiles.{name}]")?;
    write_text("source", Some(profile.source.into_str()), out)?;
    write_text("site", profile.site.map(<&str>::from), out)?;
    write_text("region", profile.region.map(<&str>::from), out)?;
    write_text("refresh", Some(&duration::format(profile.refresh)), out)?;
    write_text("bl_profile", profile.bl_profile.as_deref(), out)?;
    write_text("aliyun_profile", profile.aliyun_profile.as_deref(), out)?;
    write_text("workspace_id", profile.workspace_id.as_deref(), out)?;
    writeln!(out, "read_only = {}", profile.read_only)?;
    write_text("snapshot", snapshot.as_deref(), out)?;
    write_fleet(profile.fleet.as_ref(), out)?;
    writeln!(out, "\n[profiles.{name}.endpoints]")?;
    write_text("console", profile.endpoints.console.as_deref(), out)?;
    write_text("billing", profile.endpoints.billing.as_deref(), out)?;
    write_text("openapi", profile.endpoints.openapi.as_deref(), out)?;
    write_text("prometheus", profile.endpoints.prometheus.as_deref(), out)
}

fn write_fleet(fleet: Option<&Fleet>, out: &mut String) -> fmt::Result {
    write_text("url", fleet.map(|fleet| fleet.url.as_str()), out)?;
    let matchers = fleet.map(|fleet| fleet.matchers.to_string()).filter(|matchers| !matchers.is_empty());
    write_text("match", matchers.as_deref(), out)?;
    match fleet {
        Some(fleet) => writeln!(out, "headers = {}", headers(&fleet.headers)),
        None => write_text("headers", None, out),
    }
}

/// Each with the name of its variable.
fn headers(headers: &BTreeMap<String, String>) -> String {
    let headers: Vec<String> =
        headers.iter().map(|(name, variable)| format!("{name} = {}", text::quoted(variable))).collect();
    format!("{{{}}}", headers.join(", "))
}

fn write_text(key: &str, value: Option<&str>, out: &mut String) -> fmt::Result {
    match value {
        Some(value) => writeln!(out, "{key} = {}", text::quoted(value)),
        None => writeln!(out, "# {key} ="),
    }
}
