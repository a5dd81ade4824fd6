//! Whether an instance that holds leases still runs. While it does, it holds a lock on a file of its own next to the
//! store; the system releases the lock however it ends.
//!
//! What is not certain counts as running, and its leases expire: another machine need not see the lock, and not every
//! file system has locks.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::file::regular::with_suffix;
use crate::files;

/// Follows the name of the store, and precedes that of the instance.
const SUFFIX: &str = ".alive-";

/// More than the file of any instance has, in bytes.
const MAX_BYTES: u64 = 1024;

/// The lock of a running instance; its file is removed when this is dropped.
pub(super) struct Alive {
    holder: String,
    path: PathBuf,
    /// Open as long as the lock is held.
    file: File,
}

impl Alive {
    /// Takes the lock. Fails where no file can be created or locked.
    pub(super) fn begin(store: &Path, holder: &str) -> io::Result<Self> {
        if let Some(folder) = store.parent() {
            files::create_private_folder(folder)?;
        }
        let path = with_suffix(store, &format!("{SUFFIX}{holder}"));
        let file = files::create_private_scratch(&path)?;
        let mut alive = Self { holder: holder.to_owned(), path, file };
        alive.file.try_lock()?;
        // Last: a file without it is taken for none that is locked.
        alive.file.write_all(Machine::here().text().as_bytes())?;
        Ok(alive)
    }

    /// Whether this holder has the lock, on a file that others find: its folder may have been deleted.
    pub(super) fn is_of(&self, holder: &str) -> bool {
        self.holder == holder && self.path.exists()
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// An instance that has ended without removing its file: it was killed, or the machine went down.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dead {
    pub(super) holder: String,
    path: PathBuf,
}

impl Dead {
    /// Removes its file. Its leases have to be released before: without the file nobody knows.
    pub(super) fn forget(self) {
        let _ = fs::remove_file(self.path);
    }
}

/// All that certainly have ended.
pub(super) fn dead(store: &Path) -> Vec<Dead> {
    dead_seen_from(store, &Machine::here())
}

fn dead_seen_from(store: &Path, here: &Machine) -> Vec<Dead> {
    let (Some(folder), Some(name)) = (store.parent(), store.file_name().and_then(|name| name.to_str()))
    else {
        return Vec::new();
    };
    let holder = |file: &str| Some(file.strip_prefix(name)?.strip_prefix(SUFFIX)?.to_owned());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let instances = entries
        .filter_map(|entry| Some(Dead { holder: holder(entry.file_name().to_str()?)?, path: entry.path() }));
    instances.filter(|instance| is_dead(&instance.path, here)).collect()
}

fn is_dead(path: &Path, here: &Machine) -> bool {
    let machine = files::read_text_bounded(path, MAX_BYTES).map(|text| Machine::read(&text));
    if !machine.is_ok_and(|machine| machine.sees_locks_of(here)) {
        return false;
    }
    // Shared: several instances may look at once.
    files::open(path).is_ok_and(|file| file.try_lock_shared().is_ok())
}

/// Where an instance runs. What is unknown is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Machine {
    /// A number that the kernel chooses at each start; containers share their kernel's.
    boot: String,
    /// The name of the machine, or of the container.
    name: String,
}

impl Machine {
    fn here() -> Self {
        let boot = files::read_text_bounded(Path::new("/proc/sys/kernel/random/boot_id"), MAX_BYTES);
        Self { boot: boot.unwrap_or_default().trim().to_owned(), name: name() }
    }

    fn text(&self) -> String {
        format!("{}\n{}\n", self.boot, self.name)
    }

    fn read(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        Self { boot: lines.next().unwrap_or_default(), name: lines.next().unwrap_or_default() }
    }

    /// Whether a lock that is held there is seen here: on the same kernel, or on a machine that may have been started again
    /// since.
    fn sees_locks_of(&self, other: &Self) -> bool {
        let is_same = |one: &str, other: &str| !one.is_empty() && one == other;
        is_same(&self.boot, &other.boot) || is_same(&self.name, &other.name)
    }
}

#[cfg(unix)]
fn name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn name() -> String {
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixture {
        folder: tempfile::TempDir,
    }

    impl Fixture {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap() }
        }

        fn store(&self) -> PathBuf {
            self.folder.path().join("data/quotatop.db")
        }

        fn write(&self, name: &str, text: &str) {
            fs::create_dir_all(self.folder.path().join("data")).unwrap();
            fs::write(self.folder.path().join("data").join(name), text).unwrap();
        }

        fn dead_seen_from(&self, boot: &str, machine: &str) -> Vec<String> {
            let here = Machine { boot: boot.to_owned(), name: machine.to_owned() };
            let mut dead: Vec<_> =
                dead_seen_from(&self.store(), &here).into_iter().map(|dead| dead.holder).collect();
            dead.sort_unstable();
            dead
        }

        fn dead(&self) -> Vec<Dead> {
            dead(&self.store())
        }
    }

    #[test]
    fn an_instance_is_alive_while_it_holds_its_lock() {
        let fixture = Fixture::new();
        assert_eq!(fixture.dead(), [], "there is no folder yet");
        let alive = Alive::begin(&fixture.store(), "1-a").unwrap();
        let other = Alive::begin(&fixture.store(), "2-b").unwrap();
        assert!(alive.is_of("1-a") && !alive.is_of("2-b"));
        assert!(Alive::begin(&fixture.store(), "1-a").is_err(), "the name is taken");
        assert_eq!(fixture.dead(), []);
        let left = fs::read(&alive.path).unwrap();
        drop((alive, other));
        assert_eq!(fs::read_dir(fixture.store().parent().unwrap()).unwrap().count(), 0, "nothing is left");
        // As it is after the process was killed.
        fixture.write("quotatop.db.alive-1-a", std::str::from_utf8(&left).unwrap());
        let mut dead = fixture.dead();
        assert_eq!(dead.iter().map(|dead| &dead.holder).collect::<Vec<_>>(), ["1-a"]);
        dead.remove(0).forget();
        assert_eq!(fixture.dead(), []);
    }

    #[test]
    fn one_whose_folder_was_deleted_is_not_found_by_others() {
        let fixture = Fixture::new();
        let alive = Alive::begin(&fixture.store(), "1-a").unwrap();
        fs::remove_dir_all(fixture.store().parent().unwrap()).unwrap();
        assert!(!alive.is_of("1-a"));
    }

    #[test]
    fn only_what_would_be_seen_is_taken_for_dead() {
        let fixture = Fixture::new();
        fixture.write("quotatop.db.alive-1-a", "boot\nhost\n");
        for (boot, machine, dead, what) in [
            ("boot", "host", true, "the same machine"),
            ("boot", "container", true, "the same kernel"),
            ("later", "host", true, "the machine, started again"),
            ("later", "elsewhere", false, "another machine"),
            ("", "", false, "an unknown place"),
        ] {
            assert_eq!(fixture.dead_seen_from(boot, machine).len(), usize::from(dead), "{what}");
        }
    }

    #[test]
    fn other_files_are_left_alone() {
        let fixture = Fixture::new();
        let large = "boot\nhost\n".repeat(200);
        for (name, text) in [
            ("quotatop.db.alive-being-written", ""),
            ("quotatop.db.alive-unknown", "\n\n"),
            ("quotatop.db.alive-large", large.as_str()),
            ("quotatop.db", "boot\nhost\n"),
            ("quotatop.db.lock", "boot\nhost\n"),
            ("other.db.alive-1-a", "boot\nhost\n"),
        ] {
            fixture.write(name, text);
        }
        fs::create_dir(fixture.folder.path().join("data/quotatop.db.alive-folder")).unwrap();
        assert_eq!(fixture.dead_seen_from("boot", "host"), [""; 0]);
        assert_eq!(fixture.dead_seen_from("", ""), [""; 0], "nothing is known on either side");
    }
}
