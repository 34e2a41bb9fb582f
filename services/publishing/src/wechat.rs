//! 微信公众号: what the connector says to the platform, and what the platform's answers mean.

mod api;
mod client;
mod crop;
mod errcode;
mod event;
pub(crate) mod page;
mod token;

pub use api::{Item, NewsArticle, Publication, PublishStatus};
pub(crate) use client::File;
pub use client::{CallError, Client, Refused};
pub(crate) use errcode::is_doubtful;
pub use errcode::{Policy, policy_of};
pub use event::{PublishEvent, handle_publish_event};
