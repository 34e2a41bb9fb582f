//! A piece as one channel would show it.

use async_graphql::{Enum, SimpleObject};
use content::article;
use content::render;

/// Where pieces go
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Wechat,
    App,
    Website,
    Connector,
}

/// The piece as one channel would show it, with what that channel would refuse
#[derive(SimpleObject)]
pub(super) struct Preview {
    channel: Channel,
    title: String,
    summary: String,
    html: String,
    faults: Vec<FieldFault>,
}

/// One broken rule of one field
#[derive(SimpleObject)]
pub(super) struct FieldFault {
    field: String,
    code: String,
    message: String,
}

impl From<article::Preview> for Preview {
    fn from(look: article::Preview) -> Self {
        let faults = look.faults.into_iter();
        Self {
            channel: match look.channel {
                render::Channel::Website => Channel::Website,
                render::Channel::App => Channel::App,
                render::Channel::Wechat => Channel::Wechat,
            },
            title: look.rendition.title,
            summary: look.rendition.summary,
            html: look.rendition.html,
            faults: faults
                .map(|fault| FieldFault { field: fault.field, code: fault.code.to_owned(), message: fault.message })
                .collect(),
        }
    }
}
