//! 各渠道版本: what one channel shows of a piece where it differs from the master. Part of the draft, frozen into the revision and
//! covered by its digest.

mod check;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::block::Focus;
use crate::channel::Channel;
use crate::{Block, MediaId, MediaKind};

pub(crate) use check::{check, check_covers, check_rules};

/// What one channel shows; what is absent is the master's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Variant {
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Summary; an empty one says that the channel shows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Cover.
    #[serde(rename = "coverMediaId", skip_serializing_if = "Option::is_none")]
    pub cover: Option<MediaId>,
    /// What of the cover must stay in sight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_focus: Option<Focus>,
    /// The places of the master's blocks, each once, in the order of this channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<usize>>,
    /// 图片消息: on WeChat, its pictures with its words as plain text below.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_pictures: bool,
}

impl Variant {
    /// The same without what says nothing of its own.
    fn tidied(self) -> Self {
        let title = self.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        let as_it_is = |order: &Vec<usize>| order.iter().enumerate().all(|(at, place)| at == *place);
        Self {
            title,
            summary: self.summary.map(|summary| summary.trim().to_owned()),
            cover_focus: self.cover_focus.filter(|_| self.cover.is_some()),
            cover: self.cover,
            order: self.order.filter(|order| !as_it_is(order)),
            as_pictures: self.as_pictures,
        }
    }
}

/// The variants of a piece: of those channels that have something of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Variants(BTreeMap<Channel, Variant>);

impl Variants {
    /// Of these channels.
    pub fn new(variants: impl IntoIterator<Item = (Channel, Variant)>) -> Self {
        Self(variants.into_iter().collect())
    }

    /// True where every channel shows the master.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a channel has of its own.
    #[must_use]
    pub fn of(&self, channel: Channel) -> Option<&Variant> {
        self.0.get(&channel)
    }

    /// Each channel that has something of its own.
    pub fn iter(&self) -> impl Iterator<Item = (Channel, &Variant)> {
        self.0.iter().map(|(channel, variant)| (*channel, variant))
    }

    /// The same without space around its words and without variants that say nothing.
    pub(crate) fn tidied(self) -> Self {
        let tidied = self.0.into_iter().map(|(channel, variant)| (channel, variant.tidied()));
        Self(tidied.filter(|(_, variant)| *variant != Variant::default()).collect())
    }

    /// Their covers, each with the path of its field.
    pub(crate) fn covers(&self) -> impl Iterator<Item = (String, MediaId)> {
        self.iter().filter_map(|(channel, variant)| {
            variant.cover.map(|cover| (format!("variants.{channel}.coverMediaId"), cover))
        })
    }

    /// Puts one file in another's place; gives the paths of the fields that named it.
    pub(crate) fn exchange(&mut self, old: MediaId, new: MediaId) -> Vec<String> {
        let named = self.covers().filter(|(_, cover)| *cover == old).map(|(field, _)| field).collect();
        for variant in self.0.values_mut().filter(|variant| variant.cover == Some(old)) {
            variant.cover = Some(new);
        }
        named
    }

    /// What they say in words of their own, for search.
    pub(crate) fn words(&self) -> (String, String) {
        let joined = |words: Vec<&str>| words.join(" ");
        let titles = self.iter().filter_map(|(_, variant)| variant.title.as_deref()).collect();
        let summaries = self.iter().filter_map(|(_, variant)| variant.summary.as_deref()).collect();
        (joined(titles), joined(summaries))
    }
}

/// What every channel shows that has nothing of its own: of an article or of a revision.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct Master<'a> {
    pub title: &'a str,
    pub summary: &'a str,
    pub cover: Option<MediaId>,
    pub cover_focus: Option<Focus>,
    pub blocks: &'a [Block],
    pub variants: &'a Variants,
}

impl<'a> Master<'a> {
    /// What a channel shows.
    #[must_use]
    pub fn on(&self, channel: Channel) -> OnChannel<'a> {
        let variant = self.variants.of(channel);
        let order = variant.and_then(|variant| variant.order.as_deref());
        let (cover, cover_focus) = match variant.and_then(|variant| variant.cover.map(|id| (id, variant.cover_focus))) {
            Some((cover, focus)) => (Some(cover), focus),
            None => (self.cover, self.cover_focus),
        };
        OnChannel {
            channel,
            title: variant.and_then(|variant| variant.title.as_deref()).unwrap_or(self.title),
            summary: variant.and_then(|variant| variant.summary.as_deref()).unwrap_or(self.summary),
            cover,
            cover_focus,
            blocks: match order {
                Some(order) => order.iter().filter_map(|place| self.blocks.get(*place).cloned()).collect(),
                None => Cow::Borrowed(self.blocks),
            },
            order,
            variant,
        }
    }
}

/// A piece as one channel shows it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct OnChannel<'a> {
    pub channel: Channel,
    pub title: &'a str,
    pub summary: &'a str,
    pub cover: Option<MediaId>,
    pub cover_focus: Option<Focus>,
    /// In the channel's order.
    pub blocks: Cow<'a, [Block]>,
    order: Option<&'a [usize]>,
    variant: Option<&'a Variant>,
}

impl OnChannel<'_> {
    /// The place that the block at this place of the channel has in the master.
    #[must_use]
    pub fn place(&self, at: usize) -> usize {
        self.order.and_then(|order| order.get(at).copied()).unwrap_or(at)
    }

    /// Whether it goes out as its pictures, with its words below.
    #[must_use]
    pub fn as_pictures(&self) -> bool {
        self.channel == Channel::Wechat && self.variant.is_some_and(|variant| variant.as_pictures)
    }

    /// The picture that stands for it: its cover, or its first picture.
    #[must_use]
    pub fn picture(&self) -> Option<MediaId> {
        let shown = || self.blocks.iter().flat_map(Block::shows).find(|shown| shown.kind == MediaKind::Image);
        self.cover.or_else(|| shown().map(|shown| shown.id))
    }

    /// The path of what is shown: of the channel's own field, or of the master's (`title`, `summary`, `coverMediaId`).
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        let own = self.variant.is_some_and(|variant| match name {
            "title" => variant.title.is_some(),
            "summary" => variant.summary.is_some(),
            "coverMediaId" => variant.cover.is_some(),
            _ => false,
        });
        if own { format!("variants.{}.{name}", self.channel) } else { name.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Master, Variant, Variants};
    use crate::Block;
    use crate::channel::Channel;
    use serde_json::json;

    fn blocks() -> Vec<Block> {
        serde_json::from_value(json!([
            {"type": "heading", "level": 2, "text": "一"}, {"type": "heading", "level": 2, "text": "二"}
        ]))
        .unwrap()
    }

    #[test]
    fn a_channel_shows_its_own_and_the_masters_where_it_has_none() {
        let own = Variant { title: Some("短".into()), order: Some(vec![1, 0]), ..Variant::default() };
        let variants = Variants::new([(Channel::Wechat, own)]);
        let blocks = blocks();
        let master =
            Master {
                title: "长", summary: "要", cover: None, cover_focus: None, blocks: &blocks, variants: &variants
            };
        let (wechat, site) = (master.on(Channel::Wechat), master.on(Channel::Website));
        assert_eq!((wechat.title, wechat.summary, site.title), ("短", "要", "长"));
        assert_eq!(*wechat.blocks, [blocks[1].clone(), blocks[0].clone()]);
        assert_eq!((wechat.place(0), site.place(0)), (1, 0));
        assert_eq!(
            (wechat.field("title"), wechat.field("summary")),
            ("variants.wechat.title".into(), "summary".into())
        );
    }

    #[test]
    fn what_says_nothing_of_its_own_is_no_variant() {
        let blank = Variant { title: Some(" ".into()), order: Some(vec![0, 1, 2]), ..Variant::default() };
        let none = Variant { summary: Some(" ".into()), ..Variant::default() };
        let tidied = Variants::new([(Channel::App, blank), (Channel::Wechat, none)]).tidied();
        assert_eq!(serde_json::to_value(&tidied).unwrap(), json!({ "wechat": { "summary": "" } }));
    }
}
