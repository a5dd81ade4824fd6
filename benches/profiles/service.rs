//! The real binary in a home folder of its own, polling many profiles, and what it costs the machine.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

/// A process's use of the machine at one moment.
#[derive(Clone, Copy, Default)]
pub(crate) struct Usage {
    /// Its share of memory (PSS), in KiB.
    pub(crate) memory: u64,
    pub(crate) files: usize,
    pub(crate) threads: usize,
    /// Hundredths of a second of a core, since it began.
    pub(crate) cpu: u64,
}

impl Usage {
    /// The most of each.
    pub(crate) fn max(self, other: Self) -> Self {
        Self {
            memory: self.memory.max(other.memory),
            files: self.files.max(other.files),
            threads: self.threads.max(other.threads),
            cpu: self.cpu.max(other.cpu),
        }
    }
}

pub(crate) struct Service {
    child: Child,
    address: String,
    _home: tempfile::TempDir,
}

/// The login of a profile.
pub(crate) fn token(profile: usize) -> String {
    format!("token-of-{profile:04}")
}

/// The ID of its key pair.
pub(crate) fn key(profile: usize) -> String {
    format!("LTAI-of-{profile:04}")
}

pub(crate) const SECRET: &str = "secret-of-all";

impl Service {
    /// Polls this many profiles at the server at `url`, each with a login of its own.
    pub(crate) fn start(profiles: usize, url: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut config = "default_profile = \"account-0000\"\n".to_owned();
        let mut logins = Vec::new();
        for at in 0..profiles {
            let name = format!("account-{at:04}");
            writeln!(config, "[profiles.{name}]\nbl_profile = \"{name}\"\nrefresh = \"60s\"").unwrap();
            writeln!(config, "[profiles.{name}.endpoints]").unwrap();
            for endpoint in ["console", "billing", "openapi"] {
                writeln!(config, "{endpoint} = \"{url}\"").unwrap();
            }
            logins.push(format!(
                r#""{name}": {{"access_token": "{}", "console_site": "international", "console_region": "ap-southeast-1",
                    "access_key_id": "{}", "access_key_secret": "{SECRET}"}}"#,
                token(at),
                key(at)
            ));
        }
        write(&home.path().join("config/quotatop/config.toml"), &config);
        write(&home.path().join(".bailian/config.json"), &format!("{{{}}}", logins.join(",\n")));
        let path = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
        let mut child = Command::new(env!("CARGO_BIN_EXE_quotatop"))
            .env_clear()
            .envs([("HOME", path("")), ("XDG_CONFIG_HOME", path("config")), ("XDG_DATA_HOME", path("data"))])
            .args(["poll", "--listen", "0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.by_ref().map_while(Result::ok).find(|line| line.contains("http://")).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        // Nobody reads its alerts, but they must not fill the pipe.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { child, address, _home: home }
    }

    pub(crate) fn usage(&self) -> Usage {
        let read =
            |name: &str| fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).unwrap_or_default();
        let field = |text: &str, name: &str| -> u64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
        };
        let stat = read("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
        let files = fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_or(0, Iterator::count);
        Usage {
            memory: field(&read("smaps_rollup"), "Pss:"),
            files,
            threads: field(&read("status"), "Threads:").try_into().unwrap_or_default(),
            cpu: ticks(11) + ticks(12),
        }
    }

    /// The size of its page of metrics.
    pub(crate) fn read_metrics(&self) -> usize {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET /metrics HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").unwrap();
        let mut piece = vec![0; 1 << 16];
        std::iter::from_fn(|| stream.read(&mut piece).ok().filter(|read| *read > 0)).sum()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}
