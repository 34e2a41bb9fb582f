//! Publishing: accounts and releases, what the public reads of them, and the outlets they are delivered to.

mod ids;
mod word;

pub mod account;
pub mod fault;
pub mod quota;
pub mod release;
pub mod send;
pub mod wechat;

pub mod publication;

pub mod outlet;

pub use ids::{AccountId, DeliveryId, OutletId, PauseId, PublicationId, ReleaseId, TargetId};
