//! Put someone on the table.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Leader, LeaderId, store};

/// One line, as a person writes it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the leader")]
pub struct LeaderInput {
    pub name: String,
    pub posts: Vec<String>,
    pub position: i32,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
}

/// Why the table was not changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum LeaderError {
    #[error("no such leader")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(LeaderError { Refused, Invalid, Storage; NotFound => NotFound, "LEADER_NOT_FOUND", "名单中没有此人" });

/// Adds a line. Two people may share a place in the order; the earlier entered is then named first.
///
/// # Errors
/// When the actor may not keep the lists, or a field breaks a rule.
pub async fn add(tx: &mut TenantTx, actor: &Actor, input: LeaderInput) -> Result<Leader, LeaderError> {
    actor.require(Action::WordManage, Scope::County)?;
    let leader = sound(LeaderId(tx.new_id()), &input)?;
    store::insert(tx, &leader).await?;
    tx.audit(told("leader.add", &leader));
    Ok(leader)
}

pub(super) fn told(act: &'static str, leader: &Leader) -> Entry {
    Entry::new(act, "leader", leader.id.0)
        .with("name", &leader.name)
        .with("posts", &leader.posts)
        .with("position", leader.position)
        .with("ends_on", leader.ends_on.map(|day| day.to_string()))
}

pub(super) fn sound(id: LeaderId, input: &LeaderInput) -> Result<Leader, Invalid> {
    let posts = input.posts.iter().map(|post| post.trim().to_owned()).filter(|post| !post.is_empty());
    let leader = Leader {
        id,
        name: input.name.trim().to_owned(),
        posts: posts.collect(),
        position: input.position,
        starts_on: input.starts_on,
        ends_on: input.ends_on,
    };
    let mut faults = Invalid::default();
    let length = leader.name.chars().count();
    faults.check((2..=20).contains(&length), "input.name", "OUT_OF_RANGE", "姓名为 2 至 20 字");
    faults.check((1..=10).contains(&leader.posts.len()), "input.posts", "OUT_OF_RANGE", "职务为 1 至 10 项");
    let short = leader.posts.iter().all(|post| (2..=20).contains(&post.chars().count()));
    faults.check(short, "input.posts", "OUT_OF_RANGE", "每项职务为 2 至 20 字");
    faults.check((1..=999).contains(&leader.position), "input.position", "OUT_OF_RANGE", "排序为 1 至 999");
    let ordered = leader.ends_on.is_none_or(|last| leader.starts_on <= last);
    faults.check(ordered, "input.endsOn", "BEFORE_START", "离任日不能早于到任日");
    faults.into_result()?;
    Ok(leader)
}
