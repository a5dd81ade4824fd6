//! Identifies profiles, and the requests made for them.

/// The position of a profile among the open ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(pub usize);

/// The profile and generation a request was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    pub profile: ProfileId,
    /// The profile's generation at the time of the request.
    pub generation: u32,
}
