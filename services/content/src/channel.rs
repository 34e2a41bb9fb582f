//! 渠道: where a piece goes, and what each channel takes of it.

mod counts;
mod rules;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use counts::{Count, counts};
pub use rules::{ChannelRules, Rules};

/// A channel whose look and limits differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A WeChat account.
    Wechat,
    /// Our own app.
    App,
    /// Our own site.
    Website,
    /// What leaves by a connector: deliveries and feeds to outlets, and other platforms.
    Connector,
}

impl Channel {
    /// Every channel, in the order of the pages.
    pub const ALL: [Self; 4] = [Self::Website, Self::App, Self::Wechat, Self::Connector];

    /// Those whose look is shown before a release; what leaves by a connector is laid out by whoever takes it.
    pub const SHOWN: [Self; 3] = [Self::Website, Self::App, Self::Wechat];

    /// The channel's word, as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::App => "app",
            Self::Website => "website",
            Self::Connector => "connector",
        }
    }

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Wechat => "微信",
            Self::App => "客户端",
            Self::Website => "网站",
            Self::Connector => "对外供稿",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
