//! 人工事项: what a platform lets only a person do. It stands with the exact steps, and is ticked by the person who did it.

pub(crate) mod store;

use content::revision;
use platform::audit::Entry;
use platform::jobs::Failure;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::target::{self, Held, Turn};
use super::{BY_CORRECTION, REPLACED, TargetState, live, settle_replacement, settle_withdrawal};
use crate::account::{self, Channel};
use crate::send::outcome;
use crate::{ReleaseId, TargetId, TaskId};

/// A live piece that a person takes down.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Task {
    pub id: TaskId,
    pub target: TargetId,
    pub release: ReleaseId,
    pub department: DepartmentId,
    pub steps: Vec<String>,
    pub opened_at: OffsetDateTime,
    pub done_at: Option<OffsetDateTime>,
    /// None where it turned out to be done already.
    pub done_by: Option<PersonId>,
    pub note: Option<String>,
}

/// Why a task is as it was.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// No such task.
    #[error("the task does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What was seen is not said.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is done.
    #[error("the task is done")]
    Done,
    /// What follows from it failed.
    #[error("finish a task")]
    Follow(#[from] Failure),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TaskError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_TASK", "事项不存在";
    Done => Conflict, "TASK_DONE", "这件事已经完成";
    Follow => Internal, "STORAGE", "系统繁忙，请稍后重试"
});

/// Asks a person to take a held target down; asked again it changes nothing.
pub(crate) async fn ask_to_take_down(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    let title = revision::by_ids(tx, &[held.target.revision]).await?.pop().map(|revision| revision.title);
    let account = account::store::find(tx, held.target.account).await?.map(|account| account.name);
    let (title, account) = (title.unwrap_or_default(), account.unwrap_or_default());
    let steps = steps(held.target.channel, &account, &title, held.target.external_url.as_deref());
    let id = TaskId(tx.new_id());
    if !store::insert(tx, id, held, &steps).await? {
        return Ok(());
    }
    let entry = Entry::new("release_task.open", "release_task", id.0).of(held.release.department);
    tx.audit(entry.with("target", held.target.id));
    tx.announce(live::changed(&held.release));
    Ok(())
}

/// What a person does, one thing a step.
fn steps(channel: Channel, account: &str, title: &str, url: Option<&str>) -> Vec<String> {
    let mut steps = match channel {
        Channel::Wechat => vec![
            format!("用“{account}”的管理员微信登录微信公众平台（mp.weixin.qq.com）"),
            "在左侧打开“内容管理 → 发表记录”".to_owned(),
            format!("找到《{title}》，把鼠标移到它上面，点“删除”"),
            "按提示由管理员扫码确认删除".to_owned(),
        ],
        _ => vec![
            format!("登录“{account}”所在平台的管理后台"),
            format!("找到《{title}》，删除它；平台不能删除的，设为仅自己可见"),
        ],
    };
    steps.push(match url {
        Some(url) => format!("退出登录后打开 {url} ，确认公众已经看不到"),
        None => "退出登录后在该账号的主页上查看，确认公众已经看不到".to_owned(),
    });
    steps.push("回到本页，写明核实情况，点“已完成”".to_owned());
    steps
}

/// A person did it, and says what they saw: the target is withdrawn.
///
/// # Errors
/// When the actor may not, says nothing of what they saw, or it is done.
pub async fn finish_task(tx: &mut TenantTx, actor: &Actor, id: TaskId, note: &str) -> Result<Task, TaskError> {
    let task = store::find(tx, id).await?.ok_or(TaskError::NotFound)?;
    actor.require(Action::ReleaseResolve, Scope::Department(task.department))?;
    let mut invalid = Invalid::default();
    let length = note.trim().chars().count();
    invalid.check((1..=200).contains(&length), "note", "LENGTH", "请填写 1 至 200 字的核实情况");
    invalid.into_result()?;
    let held = target::hold(tx, task.target).await?.ok_or(TaskError::NotFound)?;
    let note = mask::staff(note.trim());
    if !store::done(tx, task.target, actor.person(), Some(&note)).await? {
        return Err(TaskError::Done);
    }
    if held.target.state == TargetState::Live {
        gone(tx, &held).await?;
    }
    let entry = Entry::new("release_task.done", "release_task", id.0).of(task.department);
    tx.audit(entry.with("target", task.target).with("note", &note));
    store::find(tx, id).await?.ok_or(TaskError::NotFound)
}

/// What was live is not there any more: withdrawn, or replaced by its correction.
pub(crate) async fn gone(tx: &mut TenantTx, held: &Held) -> Result<(), Failure> {
    if held.release.withdrawn_at.is_some() {
        outcome::turn_to(tx, held, &Turn::to(TargetState::Withdrawn)).await?;
        return settle_withdrawal(tx, &held.release).await.map_err(|error| Failure::of(&error));
    }
    outcome::turn_to(tx, held, &Turn::because(TargetState::Withdrawn, REPLACED, BY_CORRECTION)).await?;
    settle_replacement(tx, &held.release).await.map_err(|error| Failure::of(&error))
}

/// Tasks that wait, the oldest first, for those who may tick them.
///
/// # Errors
/// When the database fails.
pub async fn open_tasks(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Task>, Storage> {
    if !actor.may(Action::ReleaseResolve, Scope::Any) {
        return Ok(Vec::new());
    }
    store::waiting(tx, limit).await
}

/// The tasks of these releases that the caller sees, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_releases(tx: &mut TenantTx, releases: &[ReleaseId]) -> Result<Vec<Task>, Storage> {
    store::of_releases(tx, releases).await
}

#[cfg(test)]
mod tests {
    use super::steps;
    use crate::account::Channel;

    #[test]
    fn the_steps_name_the_account_the_piece_and_where_to_look() {
        let steps = steps(Channel::Wechat, "内乡发布", "停水通知", Some("https://mp.weixin.qq.com/s/x"));
        assert!(steps[0].contains("内乡发布") && steps[2].contains("《停水通知》"), "{steps:?}");
        assert!(steps[4].contains("https://mp.weixin.qq.com/s/x"), "{steps:?}");
    }
}
