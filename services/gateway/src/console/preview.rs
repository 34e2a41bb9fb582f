//! A piece as one channel would show it.

use async_graphql::{Enum, SimpleObject};
use content::article;
use platform::FieldError;

/// Where pieces go
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::Channel")]
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
    /// What readers meet there otherwise than on our own pages; nothing is refused for it
    notes: Vec<FieldFault>,
}

/// One broken rule of one field
#[derive(SimpleObject)]
pub(super) struct FieldFault {
    field: String,
    code: String,
    message: String,
}

/// What a channel says to a piece while it is written
#[derive(SimpleObject)]
pub(super) struct ChannelCheck {
    channel: Channel,
    counts: Vec<ChannelCount>,
    faults: Vec<FieldFault>,
    notes: Vec<FieldFault>,
}

/// Characters used, of those a channel takes
#[derive(SimpleObject)]
struct ChannelCount {
    /// title, summary or body
    of: &'static str,
    used: usize,
    most: usize,
}

impl From<article::Preview> for Preview {
    fn from(look: article::Preview) -> Self {
        Self {
            channel: look.channel.into(),
            title: look.rendition.title,
            summary: look.rendition.summary,
            html: look.rendition.html,
            faults: faults(look.faults),
            notes: faults(look.notes),
        }
    }
}

impl From<article::ChannelCheck> for ChannelCheck {
    fn from(check: article::ChannelCheck) -> Self {
        let counts = check.counts.into_iter();
        Self {
            channel: check.channel.into(),
            counts: counts.map(|count| ChannelCount { of: count.of, used: count.used, most: count.most }).collect(),
            faults: faults(check.faults),
            notes: faults(check.notes),
        }
    }
}

fn faults(faults: Vec<FieldError>) -> Vec<FieldFault> {
    let one =
        |fault: FieldError| FieldFault { field: fault.field, code: fault.code.to_owned(), message: fault.message };
    faults.into_iter().map(one).collect()
}
