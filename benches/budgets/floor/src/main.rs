//! The smallest program of ratatui that fills a screen and waits for a key: what nobody can be faster than, who draws
//! with ratatui. Arrows move a line, `q` quits.

use std::io;

use ratatui::{
    Frame,
    crossterm::event::{Event, KeyCode, read},
    style::Stylize as _,
    text::Line,
};

fn main() -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let mut selected = 0_u16;
    let ended = loop {
        if let Err(error) = terminal.draw(|frame| draw(frame, selected)) {
            break Err(error);
        }
        match wait() {
            Ok(Some(Some(KeyCode::Down))) => selected = selected.saturating_add(1),
            Ok(Some(Some(KeyCode::Up))) => selected = selected.saturating_sub(1),
            Ok(Some(_)) => {}
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    ratatui::try_restore()?;
    ended
}

/// The next event: its key, if it is one; nothing at the end.
fn wait() -> io::Result<Option<Option<KeyCode>>> {
    Ok(match read()? {
        Event::Key(key) if key.code == KeyCode::Char('q') => None,
        Event::Key(key) => Some(Some(key.code)),
        _ => Some(None),
    })
}

fn draw(frame: &mut Frame<'_>, selected: u16) {
    let area = frame.area();
    for row in area.rows() {
        let text = "qwen-max 24,098/1,000,000 ".repeat(usize::from(row.width).div_ceil(26));
        let line = Line::raw(text);
        frame.render_widget(if row.y == selected { line.reversed() } else { line }, row);
    }
}
