//! Looks for damage that no query has hit: on the idle store thread, after an unclean exit and once a week.
//! Short runs end before that.

use std::time::Duration;

use rusqlite::{Connection, Error, ErrorCode, OptionalExtension};

use super::trouble::{Result, Trouble};

/// The check begins after this long without a job.
pub(crate) const IDLE: Duration = Duration::from_secs(3);

/// A week, in microseconds.
const EVERY: i64 = 7 * 24 * 3_600 * 1_000_000;

/// SQLite checks whether to stop after this many steps.
const STEPS: i32 = 200;

/// When the file is to be checked next; `i64::MIN` if it never was.
pub(crate) fn due_at(file: &Connection, now: i64) -> Result<i64> {
    let checked_at: Option<i64> =
        file.query_row("SELECT checked_at FROM file_check", [], |row| row.get(0)).optional()?;
    // A time in the future comes from a wrong clock.
    Ok(checked_at.filter(|at| *at <= now).map_or(i64::MIN, |at| at.saturating_add(EVERY)))
}

/// Checks the whole file until `stop` returns true; whether it was finished.
///
/// # Errors
/// The file is damaged, or cannot be read.
pub(crate) fn run(file: &mut Connection, stop: impl FnMut() -> bool + Send + 'static) -> Result<bool> {
    file.progress_handler(STEPS, Some(stop))?;
    let found = file.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    file.progress_handler(0, None::<fn() -> bool>)?;
    match found {
        Ok(found) if found == "ok" => Ok(true),
        Ok(found) => Err(Trouble::damaged(&found)),
        Err(error) if is_interrupted(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Stores that no damage was found; returns when the file is to be checked next.
pub(crate) fn save(file: &Connection, now: i64) -> Result<i64> {
    file.execute("INSERT OR REPLACE INTO file_check (id, checked_at) VALUES (1, ?1)", [now])?;
    Ok(now.saturating_add(EVERY))
}

fn is_interrupted(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::store::file::schema;

    fn filled(path: &Path) {
        let mut file = Connection::open(path).unwrap();
        schema::migrate(&mut file).unwrap();
        let write = file.transaction().unwrap();
        for number in 0..2_000_i64 {
            let text = format!("\"text {number}\"");
            write.execute("INSERT INTO bill_text VALUES (?1, ?2)", (number, &text)).unwrap();
            write
                .execute("INSERT INTO history_figure VALUES (?1, 1, NULL, ?2, 9, 9)", (number, &text))
                .unwrap();
        }
        write.commit().unwrap();
    }

    #[test]
    fn it_is_due_at_first_and_once_a_week() {
        let file = schema::in_memory();
        assert_eq!(due_at(&file, 5), Ok(i64::MIN));
        assert_eq!(save(&file, 5), Ok(5 + EVERY));
        assert_eq!(due_at(&file, 6), Ok(5 + EVERY));
        assert_eq!(due_at(&file, 4), Ok(i64::MIN), "the clock was set back");
    }

    #[test]
    fn it_stops_for_other_work() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotatop.db");
        filled(&path);
        let mut file = Connection::open(&path).unwrap();
        assert_eq!(run(&mut file, || true), Ok(false));
        assert_eq!(run(&mut file, || false), Ok(true), "and can be repeated");
    }

    /// Each page begins with its structure: a flip there is found. A flip within a value only changes the
    /// value, because SQLite has no checksums.
    #[test]
    fn flipped_bytes_are_found_or_change_values_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotatop.db");
        filled(&path);
        let whole = fs::read(&path).unwrap();
        // A seeded sequence (xorshift): each run flips the same.
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut random = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % u64::try_from(below).unwrap()).unwrap()
        };
        let pages = whole.len() / 4096;
        let mut found = 0;
        for variant in 0..100 {
            let mut bytes = whole.clone();
            let in_header = variant % 2 == 0;
            let at = if in_header { (1 + random(pages - 1)) * 4096 + random(8) } else { random(whole.len()) };
            bytes[at] ^= u8::try_from(1 + random(255)).unwrap();
            fs::write(&path, &bytes).unwrap();
            let Ok(mut file) = Connection::open(&path) else { continue };
            match run(&mut file, || false) {
                Ok(done) => assert!(done, "{variant}"),
                Err(Trouble::Damaged { .. } | Trouble::NotAFile | Trouble::ReadOnly) => {
                    found += usize::from(in_header);
                }
                Err(other) => panic!("{variant} at {at}: {other:?}"),
            }
        }
        assert!(found >= 40, "of 50 flips in the head of a page, {found} were found");
    }
}
