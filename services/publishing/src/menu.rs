//! 自定义菜单: the buttons under an account's conversation. What is worked on here goes to the platform when somebody says so, and is done
//! there by the worker.

mod ask;
mod check;
mod find;
mod perform;
mod store;

use platform::PersonId;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::AccountId;
use crate::word::words;

pub use ask::{Ask, AskError, ask};
pub use find::{FindError, Piece, find, pieces};
pub(crate) use perform::{PERFORM, run as perform};

/// The kind of job that does what is asked for about a menu.
pub const KINDS: [&str; 1] = [PERFORM];

words! {
    /// What somebody asked for.
    Wanted {
        /// What is worked on takes the place of what the platform has.
        Publish = "publish",
        /// The platform has none any more.
        Remove = "remove",
        /// What the platform has is read.
        Read = "read",
    }
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Act {
    /// Opens a page.
    View {
        /// Its address.
        url: String,
    },
    /// Tells the account's server.
    Click {
        /// Which button it was.
        key: String,
    },
    /// Opens a page of a mini program.
    Miniprogram {
        /// Whose.
        appid: String,
        /// Which page of it.
        page: String,
        /// What a client too old for it opens.
        url: String,
    },
    /// Opens an article that is published on the account.
    Article {
        /// The platform's id of it.
        id: String,
    },
    /// Something else that the platform knows: it is shown, and cannot be set here.
    Other {
        /// The platform's word for it.
        word: String,
    },
}

/// A button: it does something, or opens others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// As it is read.
    pub name: String,
    /// None where it opens others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Those it opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
}

/// An account's menu.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Menu {
    pub account: AccountId,
    /// As it is worked on.
    pub draft: Vec<Button>,
    pub edited: Option<(PersonId, OffsetDateTime)>,
    /// As the platform has it, and since when that is known; none where nobody read it yet.
    pub live: Option<(Vec<Button>, OffsetDateTime)>,
    /// What somebody asked for, and is not done yet.
    pub wanted: Option<Wanted>,
    /// Why what was asked for last was not done.
    pub error_text: Option<String>,
}

impl Menu {
    /// Of an account for which nobody made one.
    fn none(account: AccountId) -> Self {
        Self { account, draft: Vec::new(), edited: None, live: None, wanted: None, error_text: None }
    }
}
