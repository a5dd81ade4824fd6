//! The real binary in a real pseudo-terminal: press keys, wait for text on the screen, look at what is left.
use std::{
    io::{Read as _, Write},
    num::NonZero,
    path::PathBuf,
    process::Command,
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a text may take to appear; generous, since the machine may be busy.
fn patience() -> Duration {
    let set = std::env::var("QUOTATOP_TEST_WAIT_MS").ok().and_then(|text| text.parse().ok());
    Duration::from_millis(set.unwrap_or(30_000))
}

/// So many of the first bytes are kept as they came.
const KEPT: usize = 1 << 18;

/// What stood in the title before the program.
const TITLE: &str = "a shell";

struct Around {
    title: String,
    remembered: Vec<String>,
    /// What was copied last: the clipboard that was named, and the base64 of the text.
    copied: Option<(String, String)>,
}

impl vt100::Callbacks for Around {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, which: &[u8], data: &[u8]) {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        self.copied = Some((text(which), text(data)));
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.title = String::from_utf8_lossy(title).into_owned();
    }

    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        _: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        end: char,
    ) {
        match (params, end) {
            ([[22], [2]], 't') => self.remembered.push(self.title.clone()),
            ([[23], [2]], 't') => self.title = self.remembered.pop().unwrap_or_default(),
            _ => {}
        }
    }
}

struct Output {
    parser: vt100::Parser<Around>,
    bytes: usize,
    /// The first of them as they came: a parser shows nothing of what asks the terminal something.
    first: Vec<u8>,
    ended: bool,
}

pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Arc<(Mutex<Output>, Condvar)>,
    reading: Arc<Reading>,
    settings_before: String,
    /// The home folder of the program: nothing of the machine's own is read.
    pub(crate) home: tempfile::TempDir,
}

#[derive(Default)]
struct Reading {
    is_paused: Mutex<bool>,
    changed: Condvar,
}

impl Reading {
    fn pause(&self, is_paused: bool) {
        *self.is_paused.lock().unwrap() = is_paused;
        self.changed.notify_all();
    }

    fn wait(&self) {
        drop(self.changed.wait_while(self.is_paused.lock().unwrap(), |is_paused| *is_paused).unwrap());
    }
}

#[derive(Default)]
pub(crate) struct Start<'a> {
    pub(crate) arguments: &'a [&'a str],
    pub(crate) variables: &'a [(&'a str, &'a str)],
    /// Files to put into the home folder before the start.
    pub(crate) files: &'a [(&'a str, &'a str)],
    pub(crate) size: Option<(u16, u16)>,
    /// The size that the terminal reports, where that is another one.
    pub(crate) reported_size: Option<(u16, u16)>,
    pub(crate) unread: bool,
    /// A script that starts the program: `"$0" "$@"`.
    pub(crate) shell: Option<&'a str>,
    pub(crate) home: Option<tempfile::TempDir>,
}

impl Terminal {
    pub(crate) fn start(start: Start<'_>) -> Self {
        let home = start.home.unwrap_or_else(|| tempfile::tempdir().unwrap());
        for (name, content) in start.files {
            let path = home.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let (columns, rows) = start.size.unwrap_or((120, 36));
        let reported = start.reported_size.unwrap_or((columns, rows));
        let size = PtySize { cols: reported.0, rows: reported.1, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        // The size that openpty does not set is 80 by 24 or nothing, depending on the system.
        pair.master.resize(size).unwrap();
        let program = env!("CARGO_BIN_EXE_quotatop");
        let mut command = CommandBuilder::new(if start.shell.is_some() { "sh" } else { program });
        if let Some(script) = start.shell {
            command.args(["-c", script, program]);
        }
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "UTC")] {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in start.variables {
            command.env(name, value);
        }
        let here = |text: &str| text.replace("$HOME", home.path().to_str().unwrap());
        command.args(start.arguments.iter().map(|argument| here(argument)));
        command.cwd(home.path());
        let settings_before = settings(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let around = Around { title: TITLE.to_owned(), remembered: Vec::new(), copied: None };
        let parser = vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, around);
        let output = Output { parser, bytes: 0, first: Vec::new(), ended: false };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let shared = Arc::clone(&output);
        let reading = Arc::new(Reading::default());
        reading.pause(start.unread);
        let gate = Arc::clone(&reading);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            loop {
                gate.wait();
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut output = shared.0.lock().unwrap();
                output.parser.process(&buffer[..read]);
                output.bytes += read;
                if output.first.len() < KEPT {
                    output.first.extend_from_slice(&buffer[..read]);
                }
                output.ended |= read == 0;
                shared.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Self { master: pair.master, child, writer, output, reading, settings_before, home }
    }

    /// Waits until the screen satisfies `is_so`; fails with the screen where it never does.
    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let end = Instant::now() + patience();
        let mut output = self.output.0.lock().unwrap();
        loop {
            let screen = output.parser.screen().contents();
            if is_so(&screen) {
                return;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !output.ended, "{what} did not come; the screen:\n{screen}");
            output = self.output.1.wait_timeout(output, left.min(Duration::from_millis(200))).unwrap().0;
        }
    }

    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    pub(crate) fn wait_for_absence(&self, text: &str) {
        self.wait_until(&format!("the absence of {text}"), |screen| !screen.contains(text));
    }

    pub(crate) fn wait_for_title(&self, title: &str) {
        let output = self.output.0.lock().unwrap();
        let is_other = |output: &mut Output| output.parser.callbacks().title != title;
        let (output, _) = self.output.1.wait_timeout_while(output, patience(), is_other).unwrap();
        assert_eq!(output.parser.callbacks().title, title);
    }

    pub(crate) fn screen(&self) -> String {
        self.output.0.lock().unwrap().parser.screen().contents()
    }

    /// Whether `bytes` are among the first that came.
    pub(crate) fn has_said(&self, bytes: &str) -> bool {
        let output = self.output.0.lock().unwrap();
        output.first.windows(bytes.len()).any(|window| window == bytes.as_bytes())
    }

    /// Waits until the program has said `bytes`.
    pub(crate) fn wait_for_bytes(&self, bytes: &str) {
        let end = Instant::now() + patience();
        while !self.has_said(bytes) {
            assert!(Instant::now() < end, "{bytes:?} was not said");
            std::thread::yield_now();
        }
    }

    /// Waits until `text` stands on the screen in this colour.
    pub(crate) fn wait_for_colour(&self, text: &str, colour: vt100::Color) {
        let end = Instant::now() + patience();
        loop {
            let output = self.output.0.lock().unwrap();
            let screen = output.parser.screen();
            let (_, columns) = screen.size();
            let place = screen.rows(0, columns.get()).enumerate().find_map(|(row, line)| {
                let (before, _) = line.split_once(text)?;
                Some((u16::try_from(row).unwrap(), u16::try_from(before.chars().count()).unwrap()))
            });
            let found = place.and_then(|(row, column)| Some(screen.cell(row, column)?.fgcolor()));
            if found == Some(colour) {
                return;
            }
            assert!(Instant::now() < end, "{text} is {found:?}; the screen:\n{}", screen.contents());
            drop(self.output.1.wait_timeout(output, Duration::from_millis(200)).unwrap());
        }
    }

    /// The clipboard that was written to last, and the base64 of what was put there.
    pub(crate) fn clipboard(&self) -> Option<(String, String)> {
        self.output.0.lock().unwrap().parser.callbacks().copied.clone()
    }

    /// How many bytes have come so far.
    pub(crate) fn bytes(&self) -> usize {
        self.output.0.lock().unwrap().bytes
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.output.0.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
    }

    /// Reads nothing from now on, like a frozen connection; what is being read by then may still come.
    pub(crate) fn stop_reading(&self) {
        self.reading.pause(true);
    }

    pub(crate) fn read_again(&self) {
        self.reading.pause(false);
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// The most memory that the program ever had, in bytes, where the system tells.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?)).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = peak.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kibibytes * 1024)
    }

    /// Continues the stopped program (it may not have stopped yet when it is first told) until it shows `text`.
    pub(crate) fn continue_until(&self, text: &str) {
        let end = Instant::now() + patience();
        while !self.screen().contains(text) {
            assert!(Instant::now() < end, "the program did not go on; the screen:\n{}", self.screen());
            self.signal("CONT");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for the end of the program; its exit status.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let end = Instant::now() + patience();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the program did not end; the screen:\n{}", self.screen());
            std::thread::yield_now();
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Presses `keys` again and again, as people do, until the program ends; its exit status.
    pub(crate) fn press_until_end(&mut self, keys: &str) -> u32 {
        let end = Instant::now() + patience();
        loop {
            // Whoever has left reads no key.
            let _ = self.writer.write_all(keys.as_bytes());
            let next = Instant::now() + Duration::from_millis(300);
            while Instant::now() < next {
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status.exit_code();
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            assert!(Instant::now() < end, "{keys:?} does not end it; the screen:\n{}", self.screen());
        }
    }

    /// Asserts that the terminal is as it was before the program.
    pub(crate) fn assert_given_back(&self) {
        {
            let output = self.output.0.lock().unwrap();
            // Everything that the program wrote has to be read first.
            let (output, _) =
                self.output.1.wait_timeout_while(output, patience(), |output| !output.ended).unwrap();
            let screen = output.parser.screen();
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert!(!screen.bracketed_paste(), "pasted text is still marked");
            assert_eq!(
                screen.mouse_protocol_mode(),
                vt100::MouseProtocolMode::None,
                "the mouse is still taken"
            );
            let title = output.parser.callbacks();
            assert_eq!((title.title.as_str(), title.remembered.len()), (TITLE, 0), "the title is another");
        }
        assert_eq!(settings(self.master.as_ref()), self.settings_before, "the terminal's settings differ");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        self.read_again();
    }
}

/// Starts the program on the snapshot at `path`, waits for `text`, closes the terminal under it, and tells
/// whether the program has ended.
pub(crate) fn ends_when_its_terminal_vanishes(path: &std::path::Path, text: &str) -> bool {
    let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotatop"));
    command.env("TERM", "xterm-256color");
    command.args(["--snapshot", path.to_str().unwrap()]);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut shown, mut buffer) = (Vec::new(), vec![0; 65_536]);
    while !String::from_utf8_lossy(&shown).contains(text) {
        let read = reader.read(&mut buffer).unwrap();
        shown.extend_from_slice(&buffer[..read]);
    }
    drop(reader);
    drop(pair.master);
    let end = Instant::now() + patience();
    while Instant::now() < end {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    false
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
