//! The active theme. The state only knows theme names; colours belong to `ui`.

/// The brightness of the terminal's background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
}

impl Background {
    /// The name of the theme for this background.
    pub const fn theme(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// The names of the available themes, and the active one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes {
    names: Vec<String>,
    shown: usize,
    follows: bool,
    shows_name: bool,
    /// The configured theme; `None` to follow the background.
    configured: Option<String>,
}

impl Default for Themes {
    fn default() -> Self {
        Self::new(vec![Background::Dark.theme().to_owned()], Background::Dark.theme(), false)
    }
}

impl Themes {
    /// Activates the theme named `shown`, or the first one. With `follows`, the terminal's background decides
    /// once it is known.
    pub fn new(names: Vec<String>, shown: &str, follows: bool) -> Self {
        let configured = (!follows).then(|| shown.to_owned());
        let shown = names.iter().position(|name| name == shown).unwrap_or(0);
        Self { names, shown, follows, shows_name: false, configured }
    }

    /// The position of the active theme.
    pub const fn shown(&self) -> usize {
        self.shown
    }

    /// The name of the active theme.
    pub fn name(&self) -> &str {
        self.names.get(self.shown).map_or("", String::as_str)
    }

    pub const fn has_choice(&self) -> bool {
        self.names.len() > 1
    }

    pub const fn follows(&self) -> bool {
        self.follows
    }

    /// Whether the last key changed the theme, so that its name is shown.
    pub const fn shows_name(&self) -> bool {
        self.shows_name
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Activates the next theme, and the first after the last.
    pub(crate) fn next(&mut self) {
        self.activate(self.shown.saturating_add(1).checked_rem(self.names.len()).unwrap_or(0));
    }

    /// Activates the theme named `name`, if there is one.
    pub(crate) fn choose(&mut self, name: &str) {
        if let Some(position) = self.names.iter().position(|one| one == name) {
            self.activate(position);
        }
    }

    /// The user's choice takes precedence over the background.
    const fn activate(&mut self, position: usize) {
        self.shown = position;
        self.follows = false;
        self.shows_name = true;
    }

    /// Restores the active theme after the configuration was reloaded, unless the configured theme has
    /// changed.
    pub(crate) fn resume(&mut self, before: &Self) {
        let shown = self.names.iter().position(|name| name == before.name());
        if let Some(shown) = shown.filter(|_| self.configured == before.configured) {
            (self.shown, self.follows) = (shown, before.follows);
        }
    }

    /// The user has moved on: the theme's name is no longer shown.
    pub(crate) const fn hide_name(&mut self) {
        self.shows_name = false;
    }

    /// Follows the reported background, unless a theme was chosen.
    pub(crate) fn follow(&mut self, background: Background) {
        if self.follows
            && let Some(position) = self.names.iter().position(|name| name == background.theme())
        {
            self.shown = position;
        }
    }
}
