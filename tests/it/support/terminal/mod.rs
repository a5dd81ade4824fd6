//! The real binary in a real pseudo-terminal: keys go in, the screen is read, and so is what the program leaves behind.

mod output;
mod window;

use std::{
    io::{Read as _, Write},
    num::NonZero,
    path::PathBuf,
    process::Command,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::{environment, waiting::patience};
use output::Output;
use window::{TITLE, WindowState};

pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Arc<(Mutex<Output>, Condvar)>,
    reading: Arc<Reading>,
    settings_before: String,
    /// The home folder of the program.
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

#[derive(Default, Clone, Copy)]
pub(crate) struct Start<'a> {
    pub(crate) arguments: &'a [&'a str],
    pub(crate) variables: &'a [(&'a str, &'a str)],
    /// Files to put into the home folder before the start.
    pub(crate) files: &'a [(&'a str, &'a str)],
    pub(crate) size: Option<(u16, u16)>,
    /// The size that the terminal reports, where it differs.
    pub(crate) reported_size: Option<(u16, u16)>,
    pub(crate) unread: bool,
    /// A script that starts the program: `"$0" "$@"`.
    pub(crate) shell: Option<&'a str>,
}

impl Terminal {
    pub(crate) fn start(start: Start<'_>) -> Self {
        let home = tempfile::tempdir().unwrap();
        for (name, content) in start.files {
            let path = home.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let (columns, rows) = start.size.unwrap_or((120, 36));
        let reported = start.reported_size.unwrap_or((columns, rows));
        let size = PtySize { cols: reported.0, rows: reported.1, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        // Some systems ignore the size in openpty.
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
        let window = WindowState { title: TITLE.to_owned(), remembered: Vec::new(), copied: None };
        let parser = vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, window);
        let output = Arc::new((Mutex::new(Output::new(parser)), Condvar::new()));
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
                output.take(&buffer[..read]);
                shared.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Self { master: pair.master, child, writer, output, reading, settings_before, home }
    }

    /// Waits while a frame is being drawn or `is_missing`, but not beyond the end of the output.
    fn wait_while(&self, is_missing: impl Fn(&Output) -> bool) -> MutexGuard<'_, Output> {
        let output = self.output.0.lock().unwrap();
        let is_missing = |output: &mut Output| !output.ended && (output.is_in_frame || is_missing(output));
        self.output.1.wait_timeout_while(output, patience(), is_missing).unwrap().0
    }

    /// Waits until the screen satisfies `is_so`; fails with the screen where it never does.
    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let screen = self.wait_while(|output| !is_so(&output.screen())).screen();
        assert!(is_so(&screen), "{what} did not come; the screen:\n{screen}");
    }

    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    pub(crate) fn wait_for_absence(&self, text: &str) {
        self.wait_until(&format!("the absence of {text}"), |screen| !screen.contains(text));
    }

    pub(crate) fn wait_for_title(&self, title: &str) {
        let output = self.wait_while(|output| output.parser.callbacks().title != title);
        assert_eq!(output.parser.callbacks().title, title);
    }

    /// The screen after the first frame, whatever came later.
    pub(crate) fn first_frame(&self) -> String {
        const END: &[u8] = b"\x1b[?2026l";
        let end = |output: &Output| output.first.windows(END.len()).position(|bytes| bytes == END);
        let output = self.wait_while(|output| end(output).is_none());
        let (rows, columns) = output.parser.screen().size();
        let mut parser = vt100::Parser::new(rows, columns, 0);
        parser.process(&output.first[..end(&output).unwrap()]);
        parser.screen().contents()
    }

    pub(crate) fn screen(&self) -> String {
        self.wait_while(|_| false).screen()
    }

    /// Whether the program has sent these bytes, among the first ones.
    pub(crate) fn has_sent(&self, bytes: &str) -> bool {
        self.output.0.lock().unwrap().has(bytes)
    }

    pub(crate) fn wait_for_bytes(&self, bytes: &str) {
        assert!(self.wait_while(|output| !output.has(bytes)).has(bytes), "{bytes:?} was not sent");
    }

    /// Waits until `text` is on the screen in this colour.
    pub(crate) fn wait_for_colour(&self, text: &str, colour: vt100::Color) {
        let output = self.wait_while(|output| output.colour_of(text) != Some(colour));
        assert_eq!(output.colour_of(text), Some(colour), "{text}; the screen:\n{}", output.screen());
    }

    /// The clipboard that was last written to, and the text in base64.
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

    /// Presses keys and resizes the terminal, and waits until the program draws that: whether it has not ended.
    pub(crate) fn storm(&mut self, keys: &str, columns: u16, rows: u16) -> bool {
        let before = self.bytes();
        if self.writer.write_all(keys.as_bytes()).is_err() {
            return false;
        }
        self.resize(columns, rows);
        let output = self.wait_while(|output| output.bytes == before);
        assert!(output.ended || output.bytes > before, "it hangs; the screen:\n{}", output.screen());
        !output.ended
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.output.0.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
    }

    /// Stops reading, like a frozen connection; a read in progress may still finish.
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

    /// The peak memory of the program in bytes, where the system reports it.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?)).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = peak.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kibibytes * 1024)
    }

    /// From now on continues the program whenever it stops.
    pub(crate) fn always_continue(&self) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let id = Pid::from_raw(id).unwrap();
        std::thread::spawn(move || {
            while let Ok(Some(_)) = waitid(WaitId::Pid(id), WaitIdOptions::STOPPED) {
                let _ = kill_process(id, Signal::CONT);
            }
        });
    }

    /// Continues the stopped program until it shows `text`; at the first signal it may not have stopped yet.
    pub(crate) fn continue_until(&self, text: &str) {
        let end = Instant::now() + patience();
        while !self.screen().contains(text) {
            assert!(Instant::now() < end, "the program did not continue; the screen:\n{}", self.screen());
            self.signal("CONT");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for the end of the program; its exit status.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        self.press_until_end("")
    }

    /// Presses `keys` again and again until the program ends; its exit status.
    pub(crate) fn press_until_end(&mut self, keys: &str) -> u32 {
        let end = Instant::now() + patience();
        loop {
            // A program that has ended reads no keys.
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

    /// Quits by `q`, and asserts that the terminal is as it was before the program.
    pub(crate) fn leave(self) {
        self.leave_by("q");
    }

    pub(crate) fn leave_by(mut self, keys: &str) {
        self.press(keys);
        self.assert_left();
    }

    pub(crate) fn leave_by_signal(mut self, name: &str) {
        self.signal(name);
        self.assert_left();
    }

    /// Waits for the end of the program, which must succeed and leave the terminal as it was.
    pub(crate) fn assert_left(&mut self) {
        assert_eq!(self.wait_for_end(), 0);
        self.assert_restored();
    }

    /// Asserts that the terminal is as it was before the program.
    pub(crate) fn assert_restored(&self) {
        {
            // All output has to be read first.
            let output = self.wait_while(|_| true);
            let screen = output.parser.screen();
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste is still on");
            let mouse = screen.mouse_protocol_mode();
            assert_eq!(mouse, vt100::MouseProtocolMode::None, "the mouse is still captured");
            assert!(!output.screen().contains("11;rgb"), "an answer was typed: {}", output.screen());
            let title = output.parser.callbacks();
            assert_eq!((title.title.as_str(), title.remembered.len()), (TITLE, 0), "the title differs");
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

/// Starts the program on the snapshot at `path`, waits for `text` and closes the terminal: whether the program ends.
pub(crate) fn ends_when_its_terminal_vanishes(path: &std::path::Path, text: &str) -> bool {
    let pair = native_pty_system().openpty(PtySize { rows: 36, cols: 120, ..PtySize::default() }).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotatop"));
    command.env_clear();
    for (name, value) in environment(home.path()) {
        command.env(name, value);
    }
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
