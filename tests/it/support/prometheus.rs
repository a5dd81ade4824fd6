//! A real Prometheus on a free port of this machine, with data that a test makes up, or that it scrapes. It takes the key pair of the
//! default facts as Basic authentication, and stops when it is dropped.
//!
//! Without the programs `prometheus` and `promtool` a test that needs them is skipped, and says so; where
//! `REQUIRE_PROMETHEUS` is 1 it fails.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

/// `LTAIstandin` and, hashed with bcrypt, `standin-secret`.
const WEB: &str =
    r#"basic_auth_users: {"LTAIstandin": "$2b$04$abcdefghijklmnopqrstuuOWC1JJ9LqlTd5gygFHC5/jJFQnBRiE2"}"#;

/// What it says when it answers queries.
const READY: &str = "Server is ready to receive web requests";

/// How often another port is tried: the one that was free may be taken since.
const PORTS: usize = 5;

pub(crate) struct Prometheus {
    address: String,
    process: Child,
    _folder: tempfile::TempDir,
}

impl Prometheus {
    /// With these samples in OpenMetrics' text format, without its end. Absent if it is not installed.
    pub(crate) fn start(samples: &str) -> Option<Self> {
        Self::with(samples, &[])
    }

    /// With further options.
    pub(crate) fn with(samples: &str, options: &[&str]) -> Option<Self> {
        Self::is_installed().then(|| Self::launch("{}\n", Some(samples), options))
    }

    /// Without samples, but with a configuration that says where they are scraped.
    pub(crate) fn scraping(config: &str) -> Option<Self> {
        Self::is_installed().then(|| Self::launch(config, None, &[]))
    }

    /// Whether the programs are there. If not, the test is skipped.
    pub(crate) fn is_installed() -> bool {
        let is_there = |program: &str| {
            let run =
                Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            run.is_ok_and(|status| status.success())
        };
        let is_installed = ["prometheus", "promtool"].into_iter().all(is_there);
        if !is_installed {
            let required = std::env::var("REQUIRE_PROMETHEUS").is_ok_and(|value| value == "1");
            assert!(!required, "REQUIRE_PROMETHEUS is set, but prometheus and promtool are not installed");
            // Past the test's own output, which is shown for failures only.
            let _ = writeln!(std::io::stderr(), "skipped: prometheus and promtool are not installed");
        }
        is_installed
    }

    fn launch(config: &str, samples: Option<&str>, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("config.yml"), config).unwrap();
        fs::write(path("web.yml"), WEB).unwrap();
        if let Some(samples) = samples {
            fs::write(path("samples"), format!("{samples}# EOF\n")).unwrap();
            let made = Command::new("promtool")
                // Few blocks: each costs milliseconds.
                .args(["tsdb", "create-blocks-from", "--max-block-duration=4000h", "openmetrics"])
                .args([path("samples"), path("data")])
                .output()
                .unwrap();
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        let (address, process) =
            (0..PORTS).find_map(|_| launch(folder.path(), options)).expect("no free port");
        Self { address, process, _folder: folder }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it answers to a query at an instant: the rows of its result.
    pub(crate) fn query(&self, expr: &str, at: &str) -> Result<Vec<Value>, String> {
        let mut url = reqwest::Url::parse("http://x/api/v1/query").unwrap();
        url.query_pairs_mut().append_pair("query", expr).append_pair("time", at);
        let target = format!("{}?{}", url.path(), url.query().unwrap());
        let login = STANDARD.encode("LTAIstandin:standin-secret");
        let mut stream = TcpStream::connect(&self.address).unwrap();
        // HTTP 1.0 has no pieces to put together.
        write!(stream, "GET {target} HTTP/1.0\r\nAuthorization: Basic {login}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        match body["data"]["result"].as_array() {
            Some(rows) => Ok(rows.clone()),
            None => Err(body["error"].to_string()),
        }
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Its address and process; absent if it ended before it was ready, as it does if its port is taken.
fn launch(folder: &Path, options: &[&str]) -> Option<(String, Child)> {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let mut process = Command::new("prometheus")
        .arg(format!("--config.file={}", path("config.yml")))
        .arg(format!("--web.config.file={}", path("web.yml")))
        .arg(format!("--storage.tsdb.path={}", path("data")))
        .arg("--storage.tsdb.retention.time=100y")
        .arg(format!("--web.listen-address={address}"))
        .args(options)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
    if lines.by_ref().map_while(Result::ok).any(|line| line.contains(READY)) {
        // What it says later must not fill the pipe.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        return Some((address, process));
    }
    let _ = process.wait();
    None
}
