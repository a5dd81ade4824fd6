//! A program in a pseudo-terminal: keys and sizes go in, the screen comes out, with the time of every piece.

use std::{
    io::{Read as _, Write},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, MasterPty, PtySize, native_pty_system};

use super::{
    process::{self, Sample},
    program::Start,
    screen::Screen,
};

pub(crate) const SIZE: (u16, u16) = (120, 40);

type Writer = Arc<Mutex<Box<dyn Write + Send>>>;

pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Writer,
    screen: Arc<(Mutex<Screen>, Condvar)>,
    pub(crate) begun: Instant,
}

impl Terminal {
    pub(crate) fn open(start: &Start) -> Self {
        let size = pty_size(SIZE);
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer: Writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let screen = Arc::new((Mutex::new(Screen::new(SIZE.0, SIZE.1)), Condvar::new()));
        let (shared, answers) = (Arc::clone(&screen), Arc::clone(&writer));
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let at = Instant::now();
                let mut screen = shared.0.lock().unwrap();
                screen.has_ended = read == 0;
                let answer =
                    buffer.get(..read).filter(|read| !read.is_empty()).map(|read| screen.take(read, at));
                drop(screen);
                shared.1.notify_all();
                // The program may be gone.
                let _ = answers.lock().unwrap().write_all(&answer.unwrap_or_default());
                if read == 0 {
                    return;
                }
            }
        });
        let command = start.command();
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self { master: pair.master, child, writer, screen, begun }
    }

    pub(crate) fn press(&self, keys: &str) {
        let mut writer = self.writer.lock().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.master.resize(pty_size((columns, rows))).unwrap();
    }

    pub(crate) fn sample(&self) -> Sample {
        Sample::of(self.child.process_id().unwrap())
    }

    /// The most memory that the program ever had, in KiB.
    #[allow(dead_code, reason = "the bench of the scale calls it")]
    pub(crate) fn peak(&self) -> u64 {
        process::peak(self.child.process_id().unwrap())
    }

    pub(crate) fn count(&self) -> usize {
        self.screen().pieces.len()
    }

    pub(crate) fn screen(&self) -> MutexGuard<'_, Screen> {
        self.screen.0.lock().unwrap()
    }

    /// Waits until `is_so`, or the program ends, or for so long.
    pub(crate) fn wait(&self, patience: Duration, is_so: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + patience;
        let mut screen = self.screen();
        while !is_so(&screen) && !screen.has_ended && Instant::now() < end {
            screen = self.screen.1.wait_timeout(screen, Duration::from_millis(5)).unwrap().0;
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.writer.lock().unwrap().write_all(b"q");
        let end = Instant::now() + Duration::from_secs(2);
        while Instant::now() < end {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}
