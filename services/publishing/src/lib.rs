//! Publishing: accounts and releases, what the public reads of them, the outlets they are delivered to, and relay tasks over all accounts.

mod ids;
mod word;

pub mod account;
pub mod comment;
pub mod connector;
pub mod fault;
pub mod menu;
pub mod quota;
pub mod reading;
pub mod release;
pub mod send;
pub mod wechat;

pub mod publication;

pub mod feed;
pub mod figures;
pub mod hub;

pub mod outlet;
pub mod pickup;
pub mod wire;

pub mod relay;
pub mod spread;

pub use ids::{
    AccountId, CommentId, ConnectorId, DeliveryId, DrawId, OutletId, PauseId, PickupId, PublicationId, ReadBackId,
    RelayId, RelayOrderId, ReleaseId, TargetId, TaskId,
};
