//! duty.
