//! Oversight: facts folded into daily figures, indicators over them, and the board a province reads under a county's grant.

pub mod board;
pub mod fold;
pub mod indicator;
pub mod standing;

pub use indicator::{Indicator, Level};
