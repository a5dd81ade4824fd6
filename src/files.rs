//! Files as they are read and created here: only regular ones where a file is meant, never more than a limit, and what is
//! created is its owner's alone, whatever the umask says, unless it is for others.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
};

/// Opens a regular file to read it. A pipe, whose writer might never come, a device and a folder are errors.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    // Opening a pipe does not wait for its writer.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, not_blocking());
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// Reads a regular file of at most `limit` bytes.
pub fn read_bounded(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    // One byte more tells whether there are more.
    let most = limit.saturating_add(1);
    let length = file.metadata()?.len().saturating_add(1).min(most);
    bytes.reserve_exact(usize::try_from(length).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) {
        Ok(bytes)
    } else {
        Err(io::Error::new(ErrorKind::FileTooLarge, format!("larger than {} KiB", limit >> 10)))
    }
}

/// Reads a regular file of at most `limit` bytes of UTF-8.
pub fn read_text_bounded(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read_bounded(path, limit)?)
        .map_err(|_not_text| io::Error::new(ErrorKind::InvalidData, "not UTF-8 text"))
}

/// Opens a file for writing, and creates it where there is none.
pub fn open_private(path: &Path) -> io::Result<File> {
    private().write(true).create(true).truncate(false).open(path)
}

/// Opens a file to append to it, and creates it where there is none. A pipe that nobody reads is an error.
pub fn append_private(path: &Path) -> io::Result<File> {
    let mut options = private();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, not_blocking());
    options.append(true).create(true).open(path)
}

/// Creates a file, which must not be there, to write to it.
pub fn create_private(path: &Path) -> io::Result<File> {
    private().write(true).create_new(true).open(path)
}

/// Creates a file, which must not be there, to write to it and to read what was written.
pub fn create_private_scratch(path: &Path) -> io::Result<File> {
    private().read(true).write(true).create_new(true).open(path)
}

/// Writes a whole file or nothing, in place of one of that name, for other users to read: mode 0644, whatever the umask
/// says. After a power failure it may be empty: it is for what is written again soon.
pub fn write_shared(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let beside = beside(path)?;
    // Of a process that was killed; in a container, all have the same number.
    let _ = fs::remove_file(&beside);
    let replace = || {
        let mut file = create_private(&beside)?;
        write(&mut file)?;
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
        fs::rename(&beside, path)
    };
    replace().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// A hidden file beside `path`, in which it is written before it has its name.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::from(ErrorKind::InvalidFilename))?.to_string_lossy();
    Ok(path.with_file_name(format!(".{name}.{}", std::process::id())))
}

/// Writes a whole file or nothing: to a file beside it, which then takes its name. Without `replaces` there
/// must be none of that name.
pub fn write_private(path: &Path, content: &[u8], replaces: bool) -> io::Result<()> {
    let beside = beside(path)?;
    let write = || {
        let mut file = create_private(&beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        if replaces { fs::rename(&beside, path) } else { take_free_name(&beside, path) }
    };
    let written = write();
    if replaces && written.is_ok() {
        return written;
    }
    // The file has its name by now, or is of no use.
    let _ = fs::remove_file(&beside);
    written
}

/// Gives a file another name, which must be free.
fn take_free_name(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists && !to.exists() => {
            // Not every file system has several names for a file.
            fs::rename(from, to)
        }
        linked => linked,
    }
}

/// Creates a folder, and those above it.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Whether other users of the machine may read or write this regular file.
#[cfg(unix)]
pub fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o077 != 0)
}

/// Elsewhere a user's folders are private.
#[cfg(not(unix))]
pub fn is_open_to_others(_: &Path) -> bool {
    false
}

fn private() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "there is no mode"))]
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn not_blocking() -> i32 {
    i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn only_regular_files_are_read_and_no_more_than_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "1234").unwrap();
        fs::write(at("bytes"), b"\xff").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", at("device")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        for (name, limit, read) in [
            ("file", 4, Ok("1234")),
            ("link", 4, Ok("1234")),
            ("file", 3, Err(ErrorKind::FileTooLarge)),
            ("bytes", 4, Err(ErrorKind::InvalidData)),
            ("device", 4, Err(ErrorKind::InvalidInput)),
            ("pipe", 4, Err(ErrorKind::InvalidInput)),
            (".", 4, Err(ErrorKind::InvalidInput)),
            ("nothing", 4, Err(ErrorKind::NotFound)),
        ] {
            let outcome = read_text_bounded(&at(name), limit).map_err(|error| error.kind());
            assert_eq!(outcome, read.map(str::to_owned), "{name}");
        }
        assert!(read_bounded(&at("socket"), 4).is_err());
    }

    #[test]
    fn a_file_is_written_whole_and_replaces_none_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recording.json");
        let names = || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        write_private(&path, b"one", false).unwrap();
        assert_eq!(write_private(&path, b"two", false).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_private(&path, b"three", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        // A folder cannot be replaced, and nothing is left beside it.
        fs::create_dir(folder.path().join("folder")).unwrap();
        assert!(write_private(&folder.path().join("folder"), b"four", true).is_err());
        assert!(write_private(Path::new("/"), b"five", false).is_err());
        assert_eq!(names().count(), 2, "{:?}", names().collect::<Vec<_>>());
    }

    #[test]
    fn a_shared_file_is_replaced_whole_and_others_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotatop.prom");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        fs::write(beside(&path).unwrap(), "left by a process that was killed").unwrap();
        write_shared(&path, |file| file.write_all(b"one")).unwrap();
        let failing = |file: &mut File| file.write_all(b"half").and(Err(ErrorKind::StorageFull.into()));
        assert_eq!(write_shared(&path, failing).unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!((fs::read(&path).unwrap(), names()), (b"one".to_vec(), 1));
        write_shared(&path, |file| file.write_all(b"two")).unwrap();
        assert_eq!((fs::read(&path).unwrap(), names()), (b"two".to_vec(), 1));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
        assert!(write_shared(folder.path(), |_| Ok(())).is_err(), "a folder is not replaced");
    }

    #[test]
    fn what_is_created_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
        create_private_folder(&at("a/b")).unwrap();
        open_private(&at("opened")).unwrap();
        append_private(&at("appended")).unwrap();
        create_private(&at("created")).unwrap();
        assert_eq!(["a", "a/b"].map(mode), [0o700, 0o700]);
        assert_eq!(["opened", "appended", "created"].map(mode), [0o600, 0o600, 0o600]);
        assert!(create_private(&at("created")).is_err());
    }
}
