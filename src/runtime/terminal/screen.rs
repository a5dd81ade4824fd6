//! Writes frames: only the cells that changed, all at once, and nothing at all if none did.

use std::{io, iter};

use crossterm::{
    queue,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend as _, CrosstermBackend},
    buffer::{Buffer, CellDiffOption},
    layout::Rect,
};

use super::{hyperlinks, output::Output, title::Title};
use crate::{
    app::Size,
    ui::{Link, links},
    words::Lang,
};

#[derive(Debug)]
pub(crate) struct Screen {
    output: &'static Output,
    shown: Frame,
    next: Frame,
    /// Whether the terminal supports links.
    has_links: bool,
    must_clear: bool,
    /// A frame was skipped, since the terminal has not read the previous one.
    is_behind: bool,
    title: Title,
    /// Written before the next frame.
    pending: Vec<u8>,
}

impl Screen {
    pub(crate) fn new(output: &'static Output, size: Size, has_links: bool) -> Self {
        let area = Rect::new(0, 0, size.width, size.height);
        Self {
            output,
            shown: Frame::empty(area),
            next: Frame::empty(area),
            has_links,
            must_clear: false,
            is_behind: false,
            title: Title::default(),
            pending: Vec::new(),
        }
    }

    /// Whether the terminal has read the previous frame; until then frames are skipped.
    pub(crate) fn is_ready(&mut self) -> bool {
        self.is_behind = !self.output.is_idle();
        !self.is_behind
    }

    /// Waits until a skipped frame can be shown; for ever if none was skipped.
    pub(crate) async fn catch_up(&self) {
        if !self.is_behind {
            std::future::pending::<()>().await;
        }
        self.output.idle().await;
    }

    /// Shows a frame of `size` that `paint` draws.
    pub(crate) fn show(&mut self, size: Size, paint: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.width, size.height);
        if self.shown.cells.area != area {
            self.shown = Frame::empty(area);
            self.next = Frame::empty(area);
            self.must_clear = true;
        }
        self.next.reset();
        paint(&mut self.next.cells);
        if self.has_links {
            self.next.links = links(&self.next.cells);
        }
        let mut bytes = std::mem::take(&mut self.pending);
        let must_clear = std::mem::take(&mut self.must_clear);
        write_changes(&mut bytes, &self.shown, &mut self.next, must_clear)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        if bytes.is_empty() { Ok(()) } else { self.output.send(&bytes) }
    }

    /// Writes `sequence` between two frames, so that it tears neither.
    pub(crate) fn send(&mut self, sequence: &str) {
        self.pending.extend_from_slice(sequence.as_bytes());
    }

    /// Forgets what is on the screen: another program has written to it.
    pub(crate) fn forget(&mut self) {
        self.shown.reset();
        self.must_clear = true;
        self.title.forget();
    }

    /// Shows the number of alerts in the terminal's title, with the next frame.
    pub(crate) fn title(&mut self, lang: Lang, alerts: usize) {
        if let Some(change) = self.title.change(lang, alerts) {
            self.send(&change);
        }
    }
}

/// A frame, and its links.
#[derive(Debug)]
struct Frame {
    cells: Buffer,
    links: Vec<Link>,
}

impl Frame {
    fn empty(area: Rect) -> Self {
        Self { cells: Buffer::empty(area), links: Vec::new() }
    }

    fn reset(&mut self) {
        self.cells.reset();
        self.links.clear();
    }
}

/// Writes the cells in which `next` differs from `shown`, each with its link.
fn write_changes(bytes: &mut Vec<u8>, shown: &Frame, next: &mut Frame, must_clear: bool) -> io::Result<()> {
    // A cell may look the same and lead elsewhere.
    let Frame { cells, links } = next;
    let is_changed = |link: &&Link| shown.links.contains(link) != links.contains(link);
    for link in shown.links.iter().chain(&*links).filter(is_changed) {
        for position in link.positions() {
            if let Some(cell) = cells.cell_mut(position) {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
    }
    let link_at = |column: u16, row: u16| links.iter().find(|link| link.contains(column, row));
    let mut changes = shown.cells.diff_iter(cells).peekable();
    if changes.peek().is_none() && !must_clear {
        return Ok(());
    }
    queue!(bytes, BeginSynchronizedUpdate)?;
    if must_clear {
        queue!(bytes, Clear(ClearType::All))?;
    }
    while let Some((column, row, _)) = changes.peek() {
        let link = link_at(*column, *row);
        if let Some(link) = link {
            bytes.extend_from_slice(hyperlinks::open(link.address).as_bytes());
        }
        let run = iter::from_fn(|| changes.next_if(|(column, row, _)| link_at(*column, *row) == link));
        CrosstermBackend::new(&mut *bytes).draw(run)?;
        if link.is_some() {
            bytes.extend_from_slice(hyperlinks::CLOSE.as_bytes());
        }
    }
    queue!(bytes, EndSynchronizedUpdate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAY: &str = "https://billing-cost.console.aliyun.com";

    /// A terminal: what each cell shows, and where it leads.
    struct Terminal {
        cells: Vec<Vec<(char, String)>>,
        link: String,
    }

    impl Terminal {
        fn new(size: Rect) -> Self {
            let row = vec![(' ', String::new()); size.width.into()];
            Self { cells: vec![row; size.height.into()], link: String::new() }
        }

        /// Knows the sequences that frames consist of, as long as characters take one cell.
        fn read(&mut self, bytes: &[u8]) {
            let mut rest = std::str::from_utf8(bytes).unwrap();
            let (mut column, mut row) = (0, 0);
            while let Some(character) = rest.chars().next() {
                if let Some(sequence) = rest.strip_prefix("\x1b]8;;") {
                    let (address, after) = sequence.split_once("\x1b\\").unwrap();
                    (self.link, rest) = (address.to_owned(), after);
                } else if let Some(sequence) = rest.strip_prefix("\x1b[") {
                    let end = sequence.find(|end: char| end.is_ascii_alphabetic()).unwrap();
                    let (parameters, after) = sequence.split_at(end);
                    let (action, after) = after.split_at(1);
                    match action {
                        "H" => {
                            let (to_row, to_column) = parameters.split_once(';').unwrap();
                            (row, column) = (
                                to_row.parse::<usize>().unwrap() - 1,
                                to_column.parse::<usize>().unwrap() - 1,
                            );
                        }
                        "J" => self.cells.iter_mut().flatten().for_each(|cell| *cell = (' ', String::new())),
                        _ => {}
                    }
                    rest = after;
                } else {
                    self.cells[row][column] = (character, self.link.clone());
                    column += 1;
                    rest = rest.split_at(character.len_utf8()).1;
                }
            }
        }
    }

    fn frame(text: &[String], size: Rect, has_links: bool) -> Frame {
        let mut cells = Buffer::empty(size);
        for (row, line) in (0..size.height).zip(text) {
            cells.set_stringn(0, row, line, size.width.into(), ratatui::style::Style::new());
        }
        let links = if has_links { links(&cells) } else { Vec::new() };
        Frame { cells, links }
    }

    fn lines() -> impl Strategy<Value = Vec<String>> {
        let address = prop_oneof![
            2 => Just(PAY.to_owned()),
            1 => Just("https://billing-cost.console.alibabacloud.com".to_owned()),
            1 => Just("https://bailian.console.aliyun.com".to_owned()),
        ];
        let line = ("[ a:]{0,3}", prop_oneof![2 => address, 1 => "[htps ]{0,30}"], "[ /.x)]{0,3}")
            .prop_map(|(before, address, after)| format!("{before}{address}{after}"));
        proptest::collection::vec(line, 3)
    }

    proptest! {
        /// Whatever was there before, each cell leads where the frame says, and no link stays open.
        #[test]
        fn every_cell_leads_where_its_frame_says(
            frames in proptest::collection::vec((lines(), proptest::bool::weighted(0.1)), 1..8),
            width in 30_u16..60,
        ) {
            let size = Rect::new(0, 0, width, 3);
            let mut terminal = Terminal::new(size);
            let mut shown = Frame::empty(size);
            for (lines, must_clear) in frames {
                if must_clear {
                    shown.reset();
                }
                let mut next = frame(&lines, size, true);
                let mut bytes = Vec::new();
                write_changes(&mut bytes, &shown, &mut next, must_clear).unwrap();
                terminal.read(&bytes);
                prop_assert_eq!(&terminal.link, "");
                for position in size.positions() {
                    let link = next.links.iter().find(|link| link.contains(position.x, position.y));
                    let expected = (next.cells[position].symbol(), link.map_or("", |link| link.address));
                    let (shown, address) = &terminal.cells[usize::from(position.y)][usize::from(position.x)];
                    let shown = shown.to_string();
                    prop_assert_eq!((shown.as_str(), address.as_str()), expected, "{}", position);
                }
                shown = next;
            }
        }
    }

    #[test]
    fn a_frame_that_is_shown_already_costs_no_byte() {
        let size = Rect::new(0, 0, 50, 1);
        for has_links in [true, false] {
            let lines = [format!("pay {PAY}")];
            let shown = frame(&lines, size, has_links);
            let mut again = frame(&lines, size, has_links);
            let mut bytes = Vec::new();
            write_changes(&mut bytes, &shown, &mut again, false).unwrap();
            assert_eq!(bytes, b"");
        }
    }

    /// A link costs its address once, and without links the bytes are those of ratatui.
    #[test]
    fn pages_without_links_cost_no_more() {
        let size = Rect::new(0, 0, 50, 2);
        let write = |lines: &[String], has_links: bool| {
            let mut bytes = Vec::new();
            write_changes(&mut bytes, &Frame::empty(size), &mut frame(lines, size, has_links), false)
                .unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let plain = ["free".to_owned(), "12 d".to_owned()];
        assert_eq!(write(&plain, true), write(&plain, false));
        let mut expected = Vec::new();
        queue!(expected, BeginSynchronizedUpdate).unwrap();
        let (blank, drawn) = (Buffer::empty(size), frame(&plain, size, false).cells);
        CrosstermBackend::new(&mut expected).draw(blank.diff_iter(&drawn)).unwrap();
        queue!(expected, EndSynchronizedUpdate).unwrap();
        assert_eq!(write(&plain, true).as_bytes(), expected);
        let linked = [format!("pay {PAY} now")];
        let (with, without) = (write(&linked, true), write(&linked, false));
        assert_eq!(with.matches("\x1b]8;;").count(), 2, "{with:?}");
        assert!(!without.contains("\x1b]8"), "{without:?}");
    }
}
