//! stub
#![allow(missing_docs, dead_code)]
#[derive(Debug, Clone)]
pub struct Theme;
impl Theme {
    pub fn dark() -> Self {
        Self
    }
    pub fn mono() -> Self {
        Self
    }
}
#[derive(Debug, Clone)]
pub struct Glyphs;
impl Glyphs {
    pub const UNICODE: Self = Self;
    pub const ASCII: Self = Self;
}
pub struct Scene<'a> {
    pub state: &'a crate::app::State,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
    pub now: crate::domain::Now,
    pub zone: crate::domain::Zone,
}
pub fn draw(scene: &Scene<'_>, buffer: &mut ratatui::buffer::Buffer) {
    buffer.set_string(
        0,
        0,
        format!("{} models", scene.state.profile().snapshot.models.len()),
        ratatui::style::Style::new(),
    );
}
