//! 留言: its states, and what each allows.

pub(crate) mod store;

mod accept;
mod assign;
mod close;
mod code;
mod decline;
pub(crate) mod events;
mod give_back;
mod list;
pub(crate) mod lookup;
pub(crate) mod private;
mod receive;
pub(crate) mod reply;
mod reveal;
mod review_reply;
mod supplement;
mod work;

pub use accept::accept;
pub use assign::assign;
pub use close::close;
pub use code::QueryCode;
pub use decline::decline;
pub use events::{Event, history};
pub use give_back::give_back;
pub use list::{Filter, get, list};
pub use lookup::{Progress, PublicReply, by_code, note_read};
pub use private::Private;
pub use receive::{Letter, Receipt, from_web, from_wechat};
pub use reply::{Reply, ReplyId, ReplyState, WechatState, replies, reply};
pub use reveal::reveal;
pub use review_reply::{approve_reply, return_reply};
pub use supplement::{supplement, thread};
pub use work::{Waiting, open_dues, waiting};

use platform::{DepartmentId, Invalid, Storage, id_type};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, OffsetDateTime};

use crate::clock::ClockPolicyId;

id_type! {
    /// An inquiry (留言).
    InquiryId
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sqlx::Type)]
        #[sqlx(type_name = "text", rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every one.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];
            /// As stored.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What the citizen wants.
    Kind {
        /// 咨询.
        Consultation = "consultation",
        /// 投诉.
        Complaint = "complaint",
        /// 建议.
        Suggestion = "suggestion",
    }
}
words! {
    /// Where it came from.
    Origin {
        /// A message to a WeChat account.
        Wechat = "wechat",
        /// The form on the public site.
        Web = "web",
    }
}
words! {
    /// Where it stands.
    State {
        /// 已收到.
        Received = "received",
        /// 已受理.
        Accepted = "accepted",
        /// 已转办, to a department.
        Assigned = "assigned",
        /// 已答复: an answer passed review; whether it reached the citizen is another matter.
        Answered = "answered",
        /// 已送达: in WeChat, or read on the query page.
        Delivered = "delivered",
        /// 已办结.
        Closed = "closed",
        /// 不予受理.
        Declined = "declined",
        /// 已退单, back to the desk.
        Returned = "returned",
    }
}

impl State {
    /// True while the citizen waits for an answer.
    #[must_use]
    pub fn waits(self) -> bool {
        matches!(self, Self::Received | Self::Accepted | Self::Assigned | Self::Returned)
    }
}

/// An inquiry as the staff sees it: masked.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is the column of its name, told in the schema")]
pub struct Inquiry {
    pub id: InquiryId,
    pub query_code: String,
    pub kind: Kind,
    pub origin: Origin,
    pub account_id: Option<uuid::Uuid>,
    pub department_id: Option<DepartmentId>,
    pub title: String,
    pub body: String,
    pub contact_masked: String,
    pub state: State,
    pub version: i32,
    pub received_at: OffsetDateTime,
    pub accepted_at: Option<OffsetDateTime>,
    pub answered_at: Option<OffsetDateTime>,
    pub closed_at: Option<OffsetDateTime>,
    pub clock_policy_id: Option<ClockPolicyId>,
    pub accept_due: Option<Date>,
    pub first_answer_due: Option<Date>,
    pub final_due: Option<Date>,
    pub calendar_known: bool,
    pub decline_reason: Option<String>,
    pub decline_body_named: Option<String>,
}

impl Inquiry {
    /// Where acts on it happen: in the department it was given to, or at the county's desk.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.department_id.map_or(Scope::County, Scope::Department)
    }

    /// The day the next step is due, while the citizen waits.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        match self.state {
            State::Received => self.accept_due,
            state if state.waits() => self.first_answer_due,
            _ => None,
        }
    }

    /// True when the next step is late on this day.
    #[must_use]
    pub fn overdue(&self, today: Date) -> bool {
        self.due().is_some_and(|due| due < today)
    }

    /// The acts the actor may do on it now, by the words the policy knows; `review` tells whether a reply waits for review.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        let acts = [
            ("accept", Action::InquiryAccept, self.scope(), self.state == State::Received),
            ("assign", Action::InquiryAssign, Scope::County, self.may_assign()),
            ("return", Action::InquiryAssign, self.scope(), self.state == State::Assigned),
            ("reply", Action::InquiryReply, self.scope(), self.state == State::Assigned),
            ("decline", Action::InquiryDecline, self.scope(), self.may_decline()),
            ("close", Action::InquiryAccept, Scope::County, self.may_close()),
            ("reveal", Action::InquiryReveal, self.scope(), true),
        ];
        acts.into_iter()
            .filter(|(_, action, scope, now)| *now && actor.may(*action, *scope))
            .map(|(word, ..)| word)
            .collect()
    }

    pub(crate) fn may_assign(&self) -> bool {
        matches!(self.state, State::Accepted | State::Assigned | State::Returned)
    }
    pub(crate) fn may_decline(&self) -> bool {
        matches!(self.state, State::Received | State::Accepted | State::Returned)
    }
    pub(crate) fn may_close(&self) -> bool {
        matches!(self.state, State::Answered | State::Delivered)
    }

    /// Refuses an act that the state does not allow, or that was decided on an older sight of it.
    pub(crate) fn ensure(&self, allowed: bool, version: i32) -> Result<(), ActError> {
        if self.version != version {
            return Err(ActError::Stale);
        }
        if allowed { Ok(()) } else { Err(ActError::WrongState(self.state)) }
    }
}

/// Why an act on an inquiry was refused.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such county.
    #[error("no such county")]
    NoCounty,
    /// Absent, or another department's.
    #[error("no such inquiry")]
    NotFound,
    /// The roles do not allow it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The state does not allow it.
    #[error("an inquiry that is {} does not allow this", .0.as_str())]
    WrongState(State),
    /// Somebody was quicker.
    #[error("the inquiry was changed meanwhile")]
    Stale,
    /// A reply already waits for review.
    #[error("a reply is in review")]
    ReplyInReview,
    /// Nobody approves what they wrote (I3).
    #[error("the author of a reply may not review it")]
    OwnReply,
    /// A robot or the public tried what only staff does.
    #[error("only a person on the staff may do this")]
    NoPerson,
    /// The code drawn is another inquiry's: one in ten thousand million.
    #[error("the query code is taken")]
    CodeTaken,
    /// Broken fields.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Sealing or opening failed.
    #[error(transparent)]
    Vault(#[from] platform::secrets::VaultError),
    /// What was sealed cannot be read.
    #[error("read a sealed letter")]
    Sealed(#[from] serde_json::Error),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ActError { Refused, Invalid, Storage;
    NoCounty => NotFound, "COUNTY_NOT_FOUND", "没有这个县";
    NotFound => NotFound, "INQUIRY_NOT_FOUND", "没有这件留言";
    WrongState => Conflict, "WRONG_STATE", "留言现在的状态不能这样办理";
    Stale => Conflict, "VERSION_MOVED_ON", "留言已被他人更新，请刷新后再办";
    ReplyInReview => Conflict, "REPLY_IN_REVIEW", "已有一份答复在审核中";
    OwnReply => Forbidden, "AUTHOR_MAY_NOT_DECIDE", "不能审核自己撰写的答复";
    NoPerson => Forbidden, "PERSON_REQUIRED", "须由工作人员办理";
    CodeTaken => Conflict, "TRY_AGAIN", "系统繁忙，请再提交一次";
    Vault => Internal, "SEALED", "系统繁忙，请稍后重试";
    Sealed => Internal, "SEALED", "系统繁忙，请稍后重试"
});

/// A reason or a note that staff writes: not empty, not endless.
pub(crate) fn check_words(field: &'static str, text: &str, most: usize) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    let length = text.trim().chars().count();
    invalid.check(0 < length, field, "REQUIRED", "请填写");
    invalid.check(length <= most, field, "TOO_LONG", format!("最多{most}字"));
    invalid.into_result()
}
