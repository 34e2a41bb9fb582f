//! civic.
