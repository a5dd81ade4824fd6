use std::{fs, future::Future, path::Path};

use chrono::{DateTime, Utc};

use super::*;
use crate::domain::request::Rows;

const ONE: &str = r#"{"schema":"quotatop.snapshot/1","models":[{"model":"a"}]}"#;
const TWO: &str = r#"{"schema":"quotatop.snapshot/1","models":[{"model":"a"},{"model":"b"}]}"#;

fn now() -> DateTime<Utc> {
    "2100-01-01T00:00:00Z".parse().unwrap()
}

fn of_file(path: &Path) -> SnapshotSource {
    SnapshotSource::file(path.to_path_buf(), Arc::new(now))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// How many models came; none where nothing changed.
fn models(fetched: Fetched) -> Result<Option<usize>, Cause> {
    match fetched.answer? {
        Response::Snapshot(snapshot) => Ok(Some(snapshot.models.len())),
        Response::Unchanged => Ok(None),
        other => panic!("{other:?}"),
    }
}

fn ask(source: &SnapshotSource) -> Result<Option<usize>, Cause> {
    models(run(source.fetch(Request::Snapshot)))
}

#[test]
fn a_file_is_read_again_only_when_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotas.json");
    fs::write(&path, ONE).unwrap();
    let source = of_file(&path);
    assert!(source.has_changed());
    assert_eq!(models(source.read_now()), Ok(Some(1)));
    assert!(!source.has_changed());
    assert_eq!(ask(&source), Ok(None));
    fs::write(&path, TWO).unwrap();
    assert!(source.has_changed());
    assert_eq!(ask(&source), Ok(Some(2)));
    assert_eq!(models(source.read_now()), Ok(None));
}

#[test]
fn another_file_in_its_place_is_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("quotas.json"), folder.path().join("new"));
    fs::write(&path, ONE).unwrap();
    fs::write(&other, ONE.replace("\"a\"", "\"b\"")).unwrap();
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::File::options().write(true).open(&other).unwrap().set_modified(modified).unwrap();
    let source = of_file(&path);
    assert_eq!(ask(&source), Ok(Some(1)));
    fs::rename(other, &path).unwrap();
    #[cfg(unix)]
    assert_eq!(ask(&source), Ok(Some(1)));
}

#[test]
fn a_half_written_file_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotas.json");
    fs::write(&path, ONE).unwrap();
    let source = of_file(&path);
    assert_eq!(ask(&source), Ok(Some(1)));
    fs::write(&path, TWO.split_at(TWO.len() - 3).0).unwrap();
    for _ in 0..2 {
        let Err(Cause::Undecodable { what, .. }) = ask(&source) else { panic!("it is half-written") };
        assert_eq!(what, path.display().to_string());
        assert!(!source.has_changed(), "a watcher need not look at the same half twice");
    }
    fs::write(&path, TWO).unwrap();
    assert!(source.has_changed());
    assert_eq!(ask(&source), Ok(Some(2)));
}

#[test]
fn a_file_that_went_away_is_an_error_until_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let (path, aside) = (folder.path().join("quotas.json"), folder.path().join("aside"));
    fs::write(&path, ONE).unwrap();
    let source = of_file(&path);
    assert_eq!(ask(&source), Ok(Some(1)));
    fs::rename(&path, &aside).unwrap();
    assert!(source.has_changed());
    assert!(matches!(ask(&source), Err(Cause::File { .. })));
    assert!(!source.has_changed());
    fs::rename(&aside, &path).unwrap();
    assert!(source.has_changed());
    assert_eq!(ask(&source), Ok(Some(1)), "the last answer was an error, so it is not unchanged");
}

#[test]
fn a_folder_and_a_monster_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(ask(&of_file(folder.path())), Err(Cause::File { .. })));
    let path = folder.path().join("quotas.json");
    fs::File::create(&path).unwrap().set_len((256 << 20) + 1).unwrap();
    let Err(Cause::File { detail, .. }) = ask(&of_file(&path)) else { panic!("it is too large") };
    assert_eq!(detail, "larger than 256 MiB");
}

#[test]
fn a_file_without_a_time_was_taken_when_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotas.json");
    fs::write(&path, ONE).unwrap();
    for (modified, taken_at) in
        [("2026-11-22T06:12:07Z", "2026-11-22T06:12:07Z"), ("2101-01-01T00:00:00Z", "2100-01-01T00:00:00Z")]
    {
        let modified = modified.parse::<DateTime<Utc>>().unwrap().into();
        fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
        let Ok(Response::Snapshot(snapshot)) = of_file(&path).read_now().answer else { panic!("it is fine") };
        assert_eq!(snapshot.taken_at, taken_at.parse::<DateTime<Utc>>().unwrap());
    }
}

#[test]
fn other_questions_get_an_empty_answer() {
    let source = SnapshotSource::stream(Stream::standard_input(), Arc::new(now));
    let names = vec!["a".into()];
    for (ask, answer) in [
        (Request::Catalogue, Response::Catalogue(vec![].into())),
        (Request::Quotas(names.clone()), Response::Quotas(Rows::default())),
        (Request::FreeQuotaOnly(names), Response::FreeQuotaOnly(Rows::default())),
        (Request::Account, Response::Account(crate::domain::Balance::default())),
    ] {
        assert_eq!(run(source.fetch(ask)).answer, Ok(answer));
    }
    assert!(source.has_changed(), "the snapshot is still to be asked for");
}
