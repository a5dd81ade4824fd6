//! The smallest program that fills a screen with ratatui and waits for a key: whatever draws with ratatui costs at least as
//! much. Arrows move a line, `q` quits.

use std::io;

use ratatui::{
    DefaultTerminal, Frame,
    crossterm::event::{Event, KeyCode, read},
    style::Stylize as _,
    text::Line,
};

fn main() -> io::Result<()> {
    ratatui::run(show)
}

fn show(terminal: &mut DefaultTerminal) -> io::Result<()> {
    let mut selected = 0_u16;
    loop {
        terminal.draw(|frame| draw(frame, selected))?;
        let Event::Key(key) = read()? else { continue };
        match key.code {
            KeyCode::Char('q') => return Ok(()),
            KeyCode::Down => selected = selected.saturating_add(1),
            KeyCode::Up => selected = selected.saturating_sub(1),
            _ => {}
        }
    }
}

fn draw(frame: &mut Frame<'_>, selected: u16) {
    for row in frame.area().rows() {
        let line = Line::raw("qwen-max 24,098/1,000,000 ".repeat(usize::from(row.width).div_ceil(26)));
        frame.render_widget(if row.y == selected { line.reversed() } else { line }, row);
    }
}
