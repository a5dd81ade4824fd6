//! What all pages share: problem lines, status message, themes, which profiles are visible.

pub mod problem_lines;
pub mod status_message;
pub mod themes;
pub mod visible_profiles;
