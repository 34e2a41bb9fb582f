//! 账号: where a county publishes, each with its filing. No filing, no publishing.

mod change_key;
mod credentials;
mod list;
mod open;
mod pause;
mod share;
pub(crate) mod store;

use platform::DepartmentId;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::AccountId;
use crate::word::words;

pub use change_key::{ChangeKeyError, change_key};
pub use credentials::{Credentials, CredentialsError, NewSecret, credentials};
pub use list::{by_ids, list};
pub use open::{NewAccount, NewFiling, OpenError, open};
pub(crate) use pause::set_state;
pub use pause::{PauseError, pause, resume};
pub use share::{Share, SharesError, shares};

words! {
    /// Where an account publishes.
    Channel {
        /// 微信公众号.
        Wechat = "wechat",
        /// Our own app feed.
        App = "app",
        /// Our own site.
        Website = "website",
        /// Another platform, by hand or by a connector of its own.
        Connector = "connector",
    }
}

impl Channel {
    /// True where a platform holds its own copy: nothing leaves it before it was told to take that down.
    pub(crate) fn is_elsewhere(self) -> bool {
        matches!(self, Self::Wechat | Self::Connector)
    }
}

impl From<Channel> for content::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Wechat => Self::Wechat,
            Channel::App => Self::App,
            Channel::Website => Self::Website,
            Channel::Connector => Self::Connector,
        }
    }
}

words! {
    /// Whether an account may publish.
    AccountState {
        /// Without a filing: it may not.
        Unfiled = "unfiled",
        /// It may.
        Active = "active",
        /// Stopped for a reason.
        Paused = "paused",
        /// Ended.
        Closed = "closed",
    }
}

/// 备案: an entry in the register of accounts.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Filing {
    pub id: Uuid,
    pub kind: String,
    pub number: String,
    pub filed_on: Date,
    pub approved_on: Option<Date>,
}

/// What a county may set for one account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AccountSettings {
    /// Where the platform's interface answers; a sandbox stands elsewhere.
    pub base_url: String,
    /// Pieces that may go to followers in a day: 1 for a subscription account; none sets no limit of ours.
    pub pushes_per_day: Option<i32>,
    /// Pieces that may be pushed to followers in a month: 4 for a service account; none sets no limit of ours.
    pub pushes_per_month: Option<i32>,
    /// Whether the account's administrator confirms each push on their phone (API 群发保护), as the platform has it by default.
    pub pushes_confirmed: bool,
    /// Whether a push goes out although the platform takes it for a reprint.
    pub ignores_reprint: bool,
    /// Publications the platform takes in a day.
    pub submits_per_day: i32,
    /// Looks at publications the platform answers in a day.
    pub polls_per_day: i32,
    /// Looks at its lists the platform answers in a day.
    pub lists_per_day: i32,
    /// Pieces the platform takes down in a day.
    pub deletes_per_day: i32,
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self {
            base_url: "https://api.weixin.qq.com".to_owned(),
            pushes_per_day: None,
            pushes_per_month: None,
            pushes_confirmed: true,
            ignores_reprint: false,
            submits_per_day: 100,
            polls_per_day: 100,
            lists_per_day: 100,
            deletes_per_day: 10,
        }
    }
}

/// An account, without its secret.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whose it is.
    pub department: DepartmentId,
    /// Where it publishes.
    pub channel: Channel,
    /// As the public reads it.
    pub name: String,
    /// The platform's name of it, such as an appid.
    pub external_id: Option<String>,
    /// Whether it may publish.
    pub state: AccountState,
    /// Why it is paused.
    pub paused_reason: Option<String>,
    /// Its filing.
    pub filing: Option<Filing>,
    /// What the county set for it.
    pub settings: AccountSettings,
    /// When a piece last went live on it.
    pub last_live_at: Option<OffsetDateTime>,
    /// Pushes left today, where they are limited.
    pub pushes_left_today: Option<i32>,
}
