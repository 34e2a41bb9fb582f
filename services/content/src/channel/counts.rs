//! How much of a channel's room a piece takes, told while it is written.

use super::{Channel, Rules};
use crate::render::Rendition;

/// Characters used, of those there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// `title`, `summary` or `body`.
    pub of: &'static str,
    /// Characters it has; of a body with its format.
    pub used: usize,
    /// Characters the channel takes.
    pub most: usize,
}

/// What a rendition takes of its channel's room. Our own channels take a body of any length.
#[must_use]
pub fn counts(channel: Channel, rendition: &Rendition, rules: &Rules) -> Vec<Count> {
    let most = rules.of(channel);
    let count = |of, text: &str, most| Count { of, used: text.chars().count(), most };
    let mut counts =
        vec![count("title", &rendition.title, most.title), count("summary", &rendition.summary, most.summary)];
    if channel == Channel::Wechat {
        counts.push(count("body", &rendition.html, rules.wechat.content_chars.saturating_sub(1)));
    }
    counts
}
