//! 账号: where a county publishes, each with its filing. No filing, no publishing.

mod capabilities;
mod change;
mod change_key;
pub mod closing;
mod credentials;
pub mod custody;
pub mod discovered;
mod list;
mod open;
mod pause;
pub mod register;
mod set_settings;
mod share;
pub(crate) mod store;

use content::MediaId;
use platform::DepartmentId;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::AccountId;
use crate::word::words;

pub use capabilities::{CapabilitiesError, set_capabilities};
pub use change::{Change, ChangeError, change};
pub use change_key::change_key;
pub use credentials::{Credentials, CredentialsError, NewSecret, credentials};
pub use list::{by_ids, list, list_with_closed};
pub use open::{NewAccount, NewFiling, OpenError, open, open_as};
pub(crate) use pause::set_state;
pub use pause::{PauseError, pause, resume};
pub use set_settings::{NewSettings, SettingsError, set_settings};
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
        /// Its last notice is out: nothing more is planned on it.
        Closing = "closing",
        /// Ended.
        Closed = "closed",
    }
}

words! {
    /// What an account may do at its platform.
    Capability {
        /// 草稿.
        Draft = "draft",
        /// 发布.
        Publish = "publish",
        /// 群发.
        MassSend = "mass_send",
        /// 留言.
        Comments = "comments",
        /// 自定义菜单.
        Menu = "menu",
        /// 消息.
        Messages = "messages",
        /// 数据.
        Figures = "figures",
    }
}

impl Capability {
    /// Each of them.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Publish, Self::MassSend, Self::Comments, Self::Menu, Self::Messages, Self::Figures];
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
    pub papers: Papers,
}

/// What goes with a filing: what was handed in, and how the public was told.
#[derive(Clone, Debug, Default)]
pub struct Papers {
    /// A file of the library.
    pub attachment: Option<MediaId>,
    /// 公示.
    pub notice: Option<Notice>,
}

/// 公示: how the public was told of it, by a text, an address or both.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Notice {
    pub text: Option<String>,
    pub address: Option<String>,
    pub on: Date,
}

/// 登记信息: what the register holds of an account beside its name and filing.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// The platform by name where the channel does not say it, such as 微博.
    pub platform: Option<String>,
    /// Its home page.
    pub address: Option<String>,
    /// 运维单位: who runs it, where that is not the department itself.
    pub operator: Option<String>,
    /// Since when it stands; none: since it was recorded.
    pub opened_on: Option<Date>,
    /// Who allowed it beside the one account that a department has on a platform.
    pub allowed_by: Option<String>,
}

impl Particulars {
    /// The same with its texts trimmed, and none in the place of an empty one.
    #[must_use]
    pub(crate) fn trimmed(self) -> Self {
        let trim = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            platform: trim(self.platform),
            address: trim(self.address),
            operator: trim(self.operator),
            allowed_by: trim(self.allowed_by),
            opened_on: self.opened_on,
        }
    }
}

impl Channel {
    /// The platform of an account of which nobody said more.
    #[must_use]
    pub fn platform(self) -> &'static str {
        match self {
            Self::Wechat => "微信公众号",
            Self::App => "政务客户端",
            Self::Website => "政府网站",
            Self::Connector => "其他平台",
        }
    }
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
    /// Whether readers may write under its pieces.
    pub opens_comments: bool,
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
            opens_comments: true,
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
    /// The filing in force.
    pub filing: Option<Filing>,
    /// What the register holds of it beside.
    pub particulars: Particulars,
    /// Whether its platform verified who runs it (认证).
    pub verified: bool,
    /// What it may do there today.
    pub capabilities: Vec<Capability>,
    /// How its credentials are kept.
    pub custody: custody::Custody,
    /// What the county set for it.
    pub settings: AccountSettings,
    /// When a piece last went live on it.
    pub last_live_at: Option<OffsetDateTime>,
    /// Pushes left today, where they are limited.
    pub pushes_left_today: Option<i32>,
}

impl Account {
    /// Whether it may do that today.
    #[must_use]
    pub fn may(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }

    /// Whether a person must release to it by hand: the platform does not take a publication of ours from it.
    #[must_use]
    pub fn by_hand(&self) -> bool {
        self.channel == Channel::Wechat && !(self.may(Capability::Draft) && self.may(Capability::Publish))
    }

    /// The platform it stands on, by name.
    #[must_use]
    pub fn platform(&self) -> &str {
        self.particulars.platform.as_deref().unwrap_or(self.channel.platform())
    }
}

/// The event that lists of accounts listen for.
pub(crate) fn changed(id: AccountId, department: DepartmentId) -> platform::outbox::Event {
    platform::outbox::Event { kind: "account.changed", subject: id.0, department: Some(department), person: None }
}
