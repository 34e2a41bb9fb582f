//! What a channel takes: settings of a county, for platforms change their numbers.

use std::borrow::Cow;

use platform::settings::Setting;
use platform::{Storage, TenantTx};
use serde::Deserialize;

use super::Channel;
use crate::limits::WechatLimits;

/// What a channel of our own, or a connector, takes of a piece.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelRules {
    /// Characters of a title, at most.
    pub title: usize,
    /// Characters of a summary, at most.
    pub summary: usize,
    /// Whether a piece must have a cover.
    pub cover_required: bool,
    /// Kinds of blocks it refuses, such as `video`.
    pub refused_blocks: Cow<'static, [Cow<'static, str>]>,
}

impl ChannelRules {
    const DEFAULT: Self = Self { title: 120, summary: 300, cover_required: false, refused_blocks: Cow::Borrowed(&[]) };
}

impl Default for ChannelRules {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Own {
    website: ChannelRules,
    app: ChannelRules,
    connector: ChannelRules,
}

impl Own {
    const DEFAULT: Self =
        Self { website: ChannelRules::DEFAULT, app: ChannelRules::DEFAULT, connector: ChannelRules::DEFAULT };
    const SETTING: Setting<Self> = Setting { key: "channel.rules", default: Self::DEFAULT };
}

impl Default for Own {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The rules of every channel.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub(crate) own: Own,
    /// What WeChat's draft takes.
    pub wechat: WechatLimits,
}

impl Rules {
    /// The county's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(tx: &mut TenantTx) -> Result<Self, Storage> {
        Ok(Self { own: Own::SETTING.get(tx).await?, wechat: WechatLimits::SETTING.get(tx).await? })
    }

    /// Of a channel.
    #[must_use]
    pub fn of(&self, channel: Channel) -> ChannelRules {
        match channel {
            Channel::Website => self.own.website.clone(),
            Channel::App => self.own.app.clone(),
            Channel::Connector => self.own.connector.clone(),
            Channel::Wechat => ChannelRules {
                title: self.wechat.title,
                summary: self.wechat.digest,
                cover_required: true,
                refused_blocks: self.wechat.refused_blocks.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Own;

    #[test]
    fn a_county_sets_what_it_wants_to_and_leaves_the_rest() {
        let own: Own = serde_json::from_str(r#"{"app": {"title": 30, "refusedBlocks": ["file"]}}"#).unwrap();
        assert_eq!((own.app.title, own.app.summary, own.website.title), (30, 300, 120));
        assert!(own.app.refused_blocks.contains(&"file".into()));
    }
}
