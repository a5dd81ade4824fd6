//! Which profile something is about.

/// The position of a profile among those that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(pub usize);

/// For whom something was requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// The profile.
    pub profile: ProfileId,
    /// Its generation when asking.
    pub generation: u32,
}
