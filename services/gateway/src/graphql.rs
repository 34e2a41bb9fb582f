//! What the three schemas share: limits, pages, ids, and the way a request runs.

mod accept;
mod events;
mod execute;
mod focus;
mod limits;
mod page;

pub(crate) use accept::Accept;
pub(crate) use execute::{Asked, respond};
pub(crate) use focus::{Focus, FocusInput};
pub(crate) use limits::{COMPLEXITY, DEPTH, Limited, refuse};
pub(crate) use page::{Paging, cost, parse_id, relay};
