//! oversight.
