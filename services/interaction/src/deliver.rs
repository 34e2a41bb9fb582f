//! 送达: an approved reply goes to the citizen's WeChat inside the window, once; outside it, the query page has it alone.

use std::sync::Arc;

use platform::jobs::{Failure, Job};
use platform::secrets::Vault;
use platform::settings::Setting;
use platform::{Caller, Database, Path, Storage, TenantTx};
use publishing::AccountId;
use publishing::account::{Credentials, CredentialsError, credentials};
use publishing::wechat::{CallError, Client, Policy};
use time::Duration;
use uuid::Uuid;

use crate::inquiry::reply::store as replies;
use crate::inquiry::reply::{Reply, WechatState};
use crate::inquiry::{Inquiry, ReplyId, State, lookup, private, store};
use crate::wechat::{reserve, restore};
use crate::work::{End, end};

/// The kind of the job; its key is the reply.
pub const DELIVER_REPLY: &str = "deliver.reply";

const WINDOW_HOURS: Setting<i64> = Setting { key: "wechat.customer_window_hours", default: 48 };
const WINDOW_MESSAGES: Setting<i32> = Setting { key: "wechat.customer_window_messages", default: 5 };
const ROBOT: &str = "答复送达机";

/// What a delivery needs.
#[derive(Clone, Debug)]
pub struct Env {
    /// The database.
    pub database: Database,
    /// Opens who the citizen is.
    pub vault: Arc<Vault>,
    /// WeChat.
    pub wechat: Client,
    /// The address people use.
    pub public_url: String,
}

/// One message, ready to be sent.
struct Message {
    reply: Reply,
    account: AccountId,
    credentials: Credentials,
    openid: String,
    text: String,
}

/// Delivers one reply. It is marked doubtful before it is sent: a crash in between leaves the doubt, and nothing is sent twice.
///
/// # Errors
/// When the database fails, or WeChat surely did not take it and may be asked again.
pub async fn run(env: &Env, job: &Job) -> Result<(), Failure> {
    let id = ReplyId(job.key.parse::<Uuid>().map_err(|error| Failure::of(&error))?);
    let mut tx = begin(env, job).await?;
    let Some(message) = prepare(&mut tx, env, id).await? else {
        return end(tx, job, End::Done).await;
    };
    replies::set_wechat(&mut tx, id, WechatState::Unconfirmed).await?;
    tx.commit().await?;
    let sent = env.wechat.send_text(&message.credentials, &message.openid, &message.text).await;
    let mut tx = begin(env, job).await?;
    let next = settle(&mut tx, env, &message, sent).await?;
    end(tx, job, next).await
}

async fn begin(env: &Env, job: &Job) -> Result<TenantTx, Storage> {
    env.database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await
}

/// Loads what is to be sent and reserves a message of the window; none where nothing is to be sent (any more).
async fn prepare(tx: &mut TenantTx, env: &Env, id: ReplyId) -> Result<Option<Message>, Failure> {
    let Some(reply) = replies::lock(tx, id).await?.filter(|reply| reply.wechat_state == WechatState::Queued) else {
        return Ok(None);
    };
    let inquiry = store::lock(tx, reply.inquiry_id).await?;
    let private = private::open(tx, &env.vault, reply.inquiry_id).await.map_err(|error| Failure::of(&error))?;
    let addressed = inquiry.zip(private).and_then(|(inquiry, private)| {
        let account = inquiry.account_id?;
        Some((AccountId(account), private.openid?, inquiry))
    });
    let Some((account, openid, inquiry)) = addressed else {
        replies::set_wechat(tx, id, WechatState::Failed).await?;
        return Ok(None);
    };
    let credentials = match credentials(tx, &env.vault, account).await {
        Ok(credentials) => credentials,
        Err(CredentialsError::NotFound | CredentialsError::Missing) => {
            replies::set_wechat(tx, id, WechatState::Failed).await?;
            return Ok(None);
        }
        Err(error) => return Err(Failure::of(&error)),
    };
    let lasts = Duration::hours(WINDOW_HOURS.get(tx).await?);
    let most = WINDOW_MESSAGES.get(tx).await?;
    if !reserve(tx, account, &env.vault.mac(&openid), lasts, most).await? {
        replies::set_wechat(tx, id, WechatState::WindowClosed).await?;
        return Ok(None);
    }
    let text = words(&inquiry, &reply, &crate::query_page(&env.public_url, tx.county()));
    Ok(Some(Message { reply, account, credentials, openid, text }))
}

/// A text message holds 2,048 bytes; a longer reply ends on the query page.
fn words(inquiry: &Inquiry, reply: &Reply, page: &str) -> String {
    const MOST: usize = 2048;
    let head = format!("您的留言「{}」已有答复：\n", inquiry.title);
    let tail = format!("\n完整答复请凭查询码 {} 查看：{page}", inquiry.query_code);
    let room = MOST.saturating_sub(head.len() + tail.len() + '…'.len_utf8());
    if reply.body.len() <= room {
        return format!("{head}{}{tail}", reply.body);
    }
    let cut = reply.body.char_indices().map(|(at, _)| at).take_while(|at| *at <= room).last().unwrap_or_default();
    format!("{head}{}…{tail}", reply.body.get(..cut).unwrap_or_default())
}

/// Writes what became of it. An answer that was lost stays doubtful, for a person; it is not sent again. One that surely was
/// not taken is tried again each minute, until the window closes.
async fn settle(tx: &mut TenantTx, env: &Env, message: &Message, sent: Result<(), CallError>) -> Result<End, Failure> {
    let id = message.reply.id;
    let Err(error) = sent else {
        replies::set_wechat(tx, id, WechatState::Sent).await?;
        let inquiry = store::lock(tx, message.reply.inquiry_id).await?;
        if let Some(inquiry) = inquiry.filter(|inquiry| inquiry.state == State::Answered) {
            lookup::delivered(tx, &inquiry, "wechat").await?;
        }
        return Ok(End::Done);
    };
    tracing::warn!(reply.id = %id, %error, "deliver a reply");
    let (state, next) = match verdict(&error) {
        Verdict::Doubt => return Ok(End::Done),
        Verdict::Final(state) => (state, End::Done),
        Verdict::Again => (WechatState::Queued, End::Again(tx.now() + Duration::MINUTE)),
    };
    replies::set_wechat(tx, id, state).await?;
    restore(tx, message.account, &env.vault.mac(&message.openid)).await?;
    Ok(next)
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It may have arrived.
    Doubt,
    /// It surely did not, and will not.
    Final(WechatState),
    /// It surely did not, and may later.
    Again,
}

/// The window's own two refusals leave the reply to the query page.
fn verdict(error: &CallError) -> Verdict {
    match error {
        CallError::Lost(_) => Verdict::Doubt,
        // The platform itself does not know.
        CallError::Refused(refused) if matches!(refused.errcode, -1 | -1000) => Verdict::Doubt,
        CallError::NotSent(_) => Verdict::Again,
        CallError::Refused(refused) if matches!(refused.errcode, 45015 | 45047) => {
            Verdict::Final(WechatState::WindowClosed)
        }
        CallError::Refused(refused) => match refused.policy {
            Policy::Retry(_) => Verdict::Again,
            _ => Verdict::Final(WechatState::Failed),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};
    use crate::inquiry::reply::WechatState;
    use publishing::wechat::{CallError, Policy, Refused};

    fn refused(errcode: i64, policy: Policy) -> CallError {
        CallError::Refused(Refused { errcode, policy, rid: None, msg_id: None })
    }

    #[test]
    fn a_lost_answer_is_a_doubt_and_is_not_sent_again() {
        assert_eq!(verdict(&CallError::Lost("timeout".to_owned())), Verdict::Doubt);
        assert_eq!(verdict(&refused(-1, Policy::Retry(5))), Verdict::Doubt);
    }

    #[test]
    fn a_closed_window_leaves_the_reply_to_the_query_page() {
        for errcode in [45015, 45047] {
            assert_eq!(verdict(&refused(errcode, Policy::Quota)), Verdict::Final(WechatState::WindowClosed));
        }
        assert_eq!(verdict(&refused(43004, Policy::Permanent)), Verdict::Final(WechatState::Failed));
    }

    #[test]
    fn what_surely_was_not_sent_is_tried_again() {
        assert_eq!(verdict(&CallError::NotSent("refused".to_owned())), Verdict::Again);
        assert_eq!(verdict(&refused(45011, Policy::Retry(60))), Verdict::Again);
    }
}
