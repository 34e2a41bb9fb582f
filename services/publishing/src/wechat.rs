//! 微信公众号: what the connector says to the platform, and what the platform's answers mean.

mod api;
mod client;
mod comment;
mod crop;
mod datacube;
mod errcode;
mod event;
mod mass;
mod menu;
pub(crate) mod page;
mod token;

pub(crate) use api::Taken;
pub use api::{ImageInfo, Item, ListedImage, NewsArticle, Publication, PublishStatus};
pub(crate) use client::File;
pub use client::{CallError, Client, Refused};
pub(crate) use comment::Read;
pub(crate) use datacube::Counted;
pub(crate) use errcode::is_doubtful;
pub use errcode::{Policy, policy_of};
pub use event::{PublishEvent, handle_publish_event};
pub use mass::{MassEvent, MassStatus, handle_mass_event};
pub(crate) use mass::{name_of, why};
