//! Ask for something to be done about a comment: shown to readers or not, answered, deleted. The worker does it on the platform.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs, mask};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};

use super::{Comment, PERFORM, Wanted, store};
use crate::CommentId;

/// The most characters of an answer that the platform takes.
const MOST: usize = 600;

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Act {
    /// Readers see it, or no longer.
    Show(bool),
    /// This answer stands under it.
    Reply(String),
    /// The answer goes.
    Unreply,
    /// It goes; it does not come back.
    Delete,
}

impl Act {
    fn wanted(&self) -> Wanted {
        match self {
            Self::Show(true) => Wanted::Elect,
            Self::Show(false) => Wanted::Unelect,
            Self::Reply(_) => Wanted::Reply,
            Self::Unreply => Wanted::Unreply,
            Self::Delete => Wanted::Delete,
        }
    }
}

/// Why it is not asked for.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum ActError {
    #[error("no such comment")]
    NotFound,
    #[error("something was asked for and is not done yet")]
    Busy,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ActError { Refused, Invalid, Storage;
    NotFound => NotFound, "NO_COMMENT", "留言不存在或已被删除";
    Busy => Conflict, "COMMENT_BUSY", "上一项操作正在处理，请稍后再试" });

/// Notes what is wanted, and has the worker do it.
///
/// # Errors
/// When the actor may not, the answer is empty or too long, or the last act is not done yet.
pub async fn act(tx: &mut TenantTx, actor: &Actor, id: CommentId, act: Act) -> Result<Comment, ActError> {
    let (comment, department) = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    actor.require(Action::AccountOperate, Scope::Department(department))?;
    let mut invalid = Invalid::default();
    if let Act::Reply(text) = &act {
        let length = text.trim().chars().count();
        invalid.check((1..=MOST).contains(&length), "content", "LENGTH", "回复须为 1 至 600 字");
    }
    invalid.into_result()?;
    if comment.wanted.is_some() {
        return Err(ActError::Busy);
    }
    let reply = match &act {
        Act::Reply(text) => Some(mask::staff(text.trim())),
        _ => None,
    };
    let (wanted, now) = (act.wanted(), tx.now());
    store::want(tx, id, wanted, reply.as_deref(), actor.person()).await?;
    jobs::enqueue(tx, PERFORM, &id.to_string(), now, json!({})).await?;
    tx.audit(Entry::new("comment.act", "wechat_comment", id.0).of(department).with("wanted", wanted.as_str()));
    let (comment, _) = store::lock(tx, id).await?.ok_or(ActError::NotFound)?;
    Ok(comment)
}
