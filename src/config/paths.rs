//! Where the configuration and the data are on this system. Nothing is created or read.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use directories::ProjectDirs;

const NAME: &str = "quotatop";

/// The program's own files and folders, as absolute paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The configuration file, which need not exist.
    pub config_file: PathBuf,
    /// The folder of last known data and history, which need not exist.
    pub data_dir: PathBuf,
}

/// Neither the environment nor the system names a home folder to put things in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no home folder; set HOME to an absolute path")]
pub struct NoHome;

impl Paths {
    /// `XDG_CONFIG_HOME` and `XDG_DATA_HOME` (on every platform, if absolute), else the platform's usual
    /// folders. `variable` reads the environment.
    pub fn find(variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, NoHome> {
        Self::find_within(variable, ProjectDirs::from("", "", NAME).as_ref())
    }

    fn find_within(
        variable: &dyn Fn(&str) -> Option<OsString>,
        platform: Option<&ProjectDirs>,
    ) -> Result<Self, NoHome> {
        let folder = |name: &str, usual: fn(&ProjectDirs) -> &Path| {
            variable(name)
                .map(PathBuf::from)
                .filter(|folder| folder.is_absolute())
                .map(|folder| folder.join(NAME))
                .or_else(|| platform.map(|platform| usual(platform).to_owned()))
                // HOME may be relative.
                .filter(|folder| folder.is_absolute())
                .ok_or(NoHome)
        };
        Ok(Self {
            config_file: folder("XDG_CONFIG_HOME", ProjectDirs::config_dir)?.join("config.toml"),
            data_dir: folder("XDG_DATA_HOME", ProjectDirs::data_local_dir)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &dyn Fn(&str) -> Option<OsString> = &|_| None;

    #[test]
    #[cfg(unix)]
    fn xdg_variables_need_no_home() {
        let xdg = |name: &str| match name {
            "XDG_CONFIG_HOME" => Some("/c".into()),
            "XDG_DATA_HOME" => Some("/d".into()),
            _ => None,
        };
        let paths = Paths::find_within(&xdg, None).unwrap();
        assert_eq!(paths.config_file, Path::new("/c/quotatop/config.toml"));
        assert_eq!(paths.data_dir, Path::new("/d/quotatop"));
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_need_not_be_utf8() {
        use std::os::unix::ffi::OsStringExt as _;
        let odd = OsString::from_vec(b"/c\xff".to_vec());
        let paths = Paths::find_within(&|_| Some(odd.clone()), None).unwrap();
        assert_eq!(paths.config_file, Path::new(&odd).join("quotatop/config.toml"));
    }

    #[test]
    fn without_a_home_it_fails() {
        assert_eq!(Paths::find_within(NONE, None), Err(NoHome));
        let relative = |_: &str| Some("somewhere".into());
        assert_eq!(Paths::find_within(&relative, None), Err(NoHome));
    }

    #[test]
    fn without_variables_the_platform_decides() {
        let platform = ProjectDirs::from("", "", NAME).expect("tests run with a home folder");
        let paths = Paths::find_within(NONE, Some(&platform)).unwrap();
        assert_eq!(paths.config_file, platform.config_dir().join("config.toml"));
        assert_eq!(paths.data_dir, platform.data_local_dir());
    }
}
