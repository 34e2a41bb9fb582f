//! What the three schemas share: limits, pages, ids, and the way a request runs.

mod execute;
mod limits;
mod page;

pub(crate) use execute::{accepted, respond, stream};
pub(crate) use limits::{COMPLEXITY, DEPTH, Limited, refuse};
pub(crate) use page::{Paging, parse_id, relay};
