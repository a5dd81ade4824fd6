//! What a terminal has besides its cells: its title and its clipboard.

/// The title before the program starts.
pub(super) const TITLE: &str = "a shell";

pub(super) struct WindowState {
    pub(super) title: String,
    pub(super) remembered: Vec<String>,
    /// The last copied text, in base64, with the name of its clipboard.
    pub(super) copied: Option<(String, String)>,
}

impl vt100::Callbacks for WindowState {
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
