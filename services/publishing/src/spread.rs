//! 传播 (C22): where a piece stands in the whole matrix, which accounts share a column, and where the same words would be on many
//! accounts at once.

mod blast;
mod columns;
mod picture;
mod store;

pub use blast::{BLAST, Blast, BlastError, BlastLimit, blast};
pub use columns::{ColumnsError, accounts_of, share_column};
pub use picture::{Node, NodeKind, Spread, SpreadError, spread};
