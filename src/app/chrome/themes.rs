//! Which of the themes is shown. Their colours are nothing the state knows: it keeps their names.

/// What the terminal's background is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Dark: what is written on it is light.
    Dark,
    /// Light: what is written on it is dark.
    Light,
}

impl Background {
    /// The name of the theme that is made for it.
    pub const fn theme(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// The themes there are, by name, and which of them is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes {
    names: Vec<String>,
    shown: usize,
    follows: bool,
    is_tried: bool,
    /// What was wanted before anybody tried another: its name, or the one for the background.
    wanted: Option<String>,
}

impl Default for Themes {
    fn default() -> Self {
        Self::new(vec![Background::Dark.theme().to_owned()], Background::Dark.theme(), false)
    }
}

impl Themes {
    /// The themes of these names, of which `shown` is shown: the first where there is none of that name. With
    /// `follows` the terminal's background decides as soon as it is known.
    pub fn new(names: Vec<String>, shown: &str, follows: bool) -> Self {
        let wanted = (!follows).then(|| shown.to_owned());
        let shown = names.iter().position(|name| name == shown).unwrap_or(0);
        Self { names, shown, follows, is_tried: false, wanted }
    }

    /// The position of the one that is shown.
    pub const fn shown(&self) -> usize {
        self.shown
    }

    /// The name of the one that is shown.
    pub fn name(&self) -> &str {
        self.names.get(self.shown).map_or("", String::as_str)
    }

    /// Whether there is more than one to choose from.
    pub const fn has_choice(&self) -> bool {
        self.names.len() > 1
    }

    /// Whether the terminal's background decides.
    pub const fn follows(&self) -> bool {
        self.follows
    }

    /// Whether the last key chose a theme, so that its name is shown.
    pub const fn is_tried(&self) -> bool {
        self.is_tried
    }

    /// The names of all of them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Tries the next one; behind the last stands the first.
    pub(crate) fn try_next(&mut self) {
        self.take(self.shown.saturating_add(1).checked_rem(self.names.len()).unwrap_or(0));
    }

    /// Tries the one of this name, where there is one.
    pub(crate) fn try_this(&mut self, name: &str) {
        if let Some(position) = self.names.iter().position(|one| one == name) {
            self.take(position);
        }
    }

    /// What a person chose stays, whatever the background.
    const fn take(&mut self, position: usize) {
        self.shown = position;
        self.follows = false;
        self.is_tried = true;
    }

    /// The configuration was read again: where it wants what it wanted, what was shown stays, if it is still there.
    pub(crate) fn resume(&mut self, before: &Self) {
        let shown = self.names.iter().position(|name| name == before.name());
        if let Some(shown) = shown.filter(|_| self.wanted == before.wanted) {
            (self.shown, self.follows) = (shown, before.follows);
        }
    }

    /// The person goes on with something else.
    pub(crate) const fn keep(&mut self) {
        self.is_tried = false;
    }

    /// The terminal has reported its background.
    pub(crate) fn follow(&mut self, background: Background) {
        if self.follows
            && let Some(position) = self.names.iter().position(|name| name == background.theme())
        {
            self.shown = position;
        }
    }
}
