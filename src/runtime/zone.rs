//! The time zone for display: the system's, unless TZ names something that must not be read.

use std::{
    fs::{self, Metadata},
    path::{Component, Path},
    sync::OnceLock,
};

use chrono::{Local, Offset as _, TimeZone as _};

use crate::domain::Zone;

/// Real zone files have a few kilobytes.
const MAX_BYTES: u64 = 1 << 20;

/// Where chrono looks for zone files, which it reads completely, whatever they are.
const FOLDERS: [&str; 4] =
    ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];

/// The system's zone (TZ, or the system's setting); UTC where [`unusable_zone`] says so.
pub fn local_zone() -> Zone {
    if unusable_zone().is_some() {
        return Zone::UTC;
    }
    Zone(|instant| Local.offset_from_utc_datetime(&instant.naive_utc()).fix())
}

/// The value of TZ if it does not lead to a zone file, but to a device, a pipe, a large file, or out of the
/// zone folders. Times are then shown in UTC.
pub fn unusable_zone() -> Option<&'static str> {
    // Checked once: it is needed for every frame, and the environment does not change.
    static UNUSABLE: OnceLock<Option<String>> = OnceLock::new();
    let find = || {
        let zone = std::env::var_os("TZ")?.to_string_lossy().into_owned();
        (!is_usable(&zone)).then_some(zone)
    };
    UNUSABLE.get_or_init(find).as_deref()
}

fn is_usable(zone: &str) -> bool {
    let name = Path::new(zone.strip_prefix(':').unwrap_or(zone));
    if name.is_absolute() {
        return fs::metadata(name).is_ok_and(|file| is_small_file(&file));
    }
    let climbs = name.components().any(|part| part == Component::ParentDir);
    // The first one that there is, is read.
    let found = || FOLDERS.iter().find_map(|folder| fs::metadata(Path::new(folder).join(name)).ok());
    // A path that does not exist is a rule, such as `CET-1CEST`, or chrono uses UTC.
    !climbs && (zone.is_empty() || found().is_none_or(|found| is_small_file(&found)))
}

fn is_small_file(file: &Metadata) -> bool {
    file.is_file() && file.len() <= MAX_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_leads_elsewhere_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(at("large"), vec![0; 1 << 21]).unwrap();
        fs::write(at("small"), "TZif").unwrap();
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        for zone in [
            "",
            "UTC",
            ":UTC",
            "Europe/Berlin",
            ":Europe/Berlin",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "Nowhere/At/All",
        ] {
            assert!(is_usable(zone), "{zone}");
        }
        assert!(is_usable(&at("small")) && is_usable(&format!(":{}", at("small"))));
        for zone in [
            "../../../dev/zero",
            ":../../../dev/zero",
            "Europe/../../../../dev/zero",
            "/dev/zero",
            "/dev/tty",
        ] {
            assert!(!is_usable(zone), "{zone}");
        }
        for name in ["large", "pipe", "", "nothing"] {
            assert!(!is_usable(&at(name)), "{name}");
        }
    }
}
