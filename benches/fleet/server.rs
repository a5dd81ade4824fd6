//! A real Prometheus with the recording rules that are shipped, and what it scrapes.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
};

use chrono::Utc;

use super::generator;

const RULES: &str = include_str!("../../assets/prometheus/recording.rules.yml");

/// The accounts of one target, as of one `quotatop poll`.
const EACH: usize = 20;

const READY: &str = "Server is ready to receive web requests";

pub(crate) struct Prometheus {
    address: String,
    process: Child,
    _folder: tempfile::TempDir,
}

impl Prometheus {
    /// Scraping these accounts. Absent if it is not installed.
    pub(crate) fn start(accounts: usize, models: usize) -> Option<Self> {
        let generator = serve(accounts, models);
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("rules.yml"), RULES).unwrap();
        // One address has the pages of all targets, each below a path of its own.
        let job = |target: usize| {
            format!(
                "  - {{job_name: 'q{target}', metrics_path: '/{target}', static_configs: [{{targets: ['{generator}']}}]}}"
            )
        };
        let jobs: Vec<String> = (0..accounts.div_ceil(EACH)).map(job).collect();
        let jobs = jobs.join("\n");
        let config = format!(
            "global: {{scrape_interval: 1m, scrape_timeout: 50s, evaluation_interval: 1m}}\nrule_files: [rules.yml]\nscrape_configs:\n{jobs}\n"
        );
        fs::write(path("config.yml"), config).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let mut process = Command::new("prometheus")
            .arg(format!("--config.file={}", path("config.yml")))
            .arg(format!("--storage.tsdb.path={}", path("data")))
            .arg(format!("--web.listen-address={address}"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        assert!(lines.by_ref().map_while(Result::ok).any(|line| line.contains(READY)), "it did not start");
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Some(Self { address, process, _folder: folder })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// In KiB.
    pub(crate) fn memory(&self) -> u64 {
        memory(&format!("/proc/{}/status", self.process.id()), "VmRSS:")
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// In KiB.
pub(crate) fn memory(file: &str, field: &str) -> u64 {
    let status = fs::read_to_string(file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// Serves the page of each target below its number, one request at a time.
fn serve(accounts: usize, models: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream, accounts, models));
        }
    });
    address
}

fn answer(mut stream: TcpStream, accounts: usize, models: usize) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head);
    let target: usize =
        head.split(' ').nth(1).and_then(|path| path.trim_start_matches('/').parse().ok()).unwrap_or(0);
    let first = target * EACH;
    let page = generator::page(first..(first + EACH).min(accounts), models, Utc::now().timestamp());
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
}
