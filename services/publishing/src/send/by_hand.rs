//! 人工代发, the worker's side: a target is handed to a person, and the page at the address they enter is read before it is live.

use content::revision;
use platform::TenantTx;
use platform::jobs::{Failure, Job};

use super::page::{self, Unread};
use super::{Publisher, finish, outcome};
use crate::release::target::{self, Held, Turn};
use crate::release::{Evidence, TargetState, changed, go_live};

/// Its time has come, and the platform takes no publication of ours: from now on it waits for a person.
pub(super) async fn hand_over(mut tx: TenantTx, job: &Job, held: &Held) -> Result<(), Failure> {
    let turn = Turn::because(TargetState::ByHand, "BY_HAND", "请人工发布，并填回文章网址");
    outcome::turn_to(&mut tx, held, &turn).await?;
    finish(tx, job).await
}

/// Reads the page at the address that a person entered. Where it can be read, the target is live; where not, they are told why and
/// enter another.
pub(super) async fn look(publisher: &Publisher, job: &Job, mut tx: TenantTx, held: &Held) -> Result<(), Failure> {
    let Some(address) = held.target.external_url.clone() else { return finish(tx, job).await };
    let revision = revision::by_ids(&mut tx, &[held.target.revision]).await?.pop();
    let title = revision.map(|revision| revision.on(held.target.channel.into()).title.to_owned()).unwrap_or_default();
    // The page may take long; nothing is held meanwhile.
    drop(tx);
    let page = page::read(&publisher.outbound, &address).await;
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, held.target.id).await? else { return finish(tx, job).await };
    let same = held.target.external_url.as_deref() == Some(address.as_str());
    if held.target.state != TargetState::ByHand || !same {
        return finish(tx, job).await;
    }
    match page {
        Ok(page) => {
            let evidence = Evidence { article_id: None, url: Some(address), by: "person" };
            go_live(&mut tx, &held, &evidence).await?;
            if !says(&page, &title) {
                let text = "网址已打开，但没有看到标题，请核对是不是这一篇";
                target::note_error(&mut tx, held.target.id, "TITLE_NOT_SEEN", text, None).await?;
            }
        }
        Err(unread) => {
            target::note_address(&mut tx, held.target.id, None, Some(("PAGE_NOT_READ", &told(unread)))).await?;
            tx.announce(changed(&held.release));
        }
    }
    finish(tx, job).await
}

/// Why it could not be read, for the person who entered its address.
fn told(unread: Unread) -> String {
    match unread {
        Unread::Private => "网址在内部网络，公众打不开".to_owned(),
        Unread::NoAddress => "这不是一个网址".to_owned(),
        Unread::Unanswered => "网址打不开，请核对后重新填写".to_owned(),
        Unread::Elsewhere => "网址跳转到了别处，请填写打开后的最终网址".to_owned(),
        Unread::Status(status) => format!("网址打不开（{status}），请核对后重新填写"),
    }
}

/// Whether the title stands in the page, however it is spaced and escaped.
fn says(page: &str, title: &str) -> bool {
    let bare = |text: &str| {
        let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">");
        text.replace("&nbsp;", "").replace("&amp;", "&").split_whitespace().collect::<String>()
    };
    bare(page).contains(&bare(title))
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_title_is_seen_however_it_is_spaced_and_escaped() {
        let page = "<h1 class=\"t\">\n  关于“三农”&amp;水利 的 通知\n</h1>";
        assert!(says(page, "关于“三农”&水利的通知"));
        assert!(!says(page, "关于防汛的通知"));
    }
}
