//! 催办: no step waits unseen. Before a step is due its people are reminded, after it the level above is told, and a step that
//! nobody is left to decide is found and shown with what would help.

mod deadline;
mod list;
mod reckon;

use tenancy::Role;

use crate::case::{Able, Case, Step};

pub(crate) use deadline::expect;
pub use deadline::{DEADLINE, DEADLINES, Deadlines, remind};
pub use list::{Stuck, escalated, stuck};
pub use reckon::{WATCH, begin, people_changed, reckon};

/// Why nobody can decide a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StuckReason {
    /// The department was closed.
    DepartmentClosed,
    /// Nobody holds the role there.
    NobodyHoldsRole,
    /// Everybody who holds it wrote on the piece, or decided another of its steps.
    EverybodyInvolved,
    /// Fewer may decide than are asked for.
    TooFew,
    /// A gate was returned, and nobody is left to send the piece back.
    GateReturned,
}

/// Why a step is stuck, as things stand; none where it is not.
#[must_use]
pub fn why_stuck(step: &Step, able: &Able) -> Option<StuckReason> {
    let people = i32::try_from(able.people.len()).unwrap_or(i32::MAX);
    // A quorum of all falls to those who are left; what is asked for then is somebody.
    let wanted = if step.quorum_of_all { 1 } else { step.quorum };
    if wanted <= able.passed.saturating_add(people) {
        return (able.gate_returned && people == 0).then_some(StuckReason::GateReturned);
    }
    Some(match () {
        () if !able.department_active => StuckReason::DepartmentClosed,
        () if able.holders == 0 => StuckReason::NobodyHoldsRole,
        () if people == 0 => StuckReason::EverybodyInvolved,
        () => StuckReason::TooFew,
    })
}

/// Before whom a step stands once its time is over: the role one level up, held in the county.
#[must_use]
pub fn above(step: &Step) -> Role {
    match step.role {
        Role::CountyReviewer => Role::Principal,
        Role::Principal if step.department.is_none() => Role::CountyAdmin,
        _ => Role::CountyReviewer,
    }
}

/// What would help, in Chinese and English; `place` is the department's name in both, or the county's.
#[must_use]
pub fn remedy(step: &Step, reason: StuckReason, place: (&str, &str)) -> (String, String) {
    let (role, role_en) = role_words(step.role);
    let again = "，或由起草部门撤回后重新提交，按现行规则办理";
    let again_en = ", or let the writing department take it back and submit it again under the rules in force";
    match reason {
        StuckReason::DepartmentClosed => (
            format!("部门“{}”已停用：请系统管理员恢复该部门，或由起草部门撤回稿件、改选涉及部门后重新提交", place.0),
            format!(
                "{} is closed: let the system administrator open it again, or the writing department take the piece back and name other departments",
                place.1
            ),
        ),
        StuckReason::NobodyHoldsRole => (
            format!("“{}”没有人担任“{role}”：请安全管理员授予这一角色{again}", place.0),
            format!("nobody in {} is {role_en}: let the security administrator give the role{again_en}", place.1),
        ),
        StuckReason::EverybodyInvolved => (
            format!("“{}”的“{role}”都参与了撰写或已审过本稿其他步骤：请安全管理员再授予一人{again}", place.0),
            format!(
                "everyone who is {role_en} in {} wrote on the piece or decided another step: let the security administrator give the role to one more{again_en}",
                place.1
            ),
        ),
        StuckReason::GateReturned => (
            format!("已有关口被判不通过，而“{}”没有人可以退回这一件：请由起草部门撤回修改后重新提交", place.0),
            format!(
                "a gate was returned and nobody in {} is left to send the piece back: let the writing department take it back, change it and submit it again",
                place.1
            ),
        ),
        StuckReason::TooFew => (
            format!("这一步要 {} 人通过，“{}”能审的“{role}”不足：请安全管理员增加人员{again}", step.quorum, place.0),
            format!(
                "the step asks for {} and too few in {} may decide: let the security administrator add people who are {role_en}{again_en}",
                step.quorum, place.1
            ),
        ),
    }
}

fn role_words(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::DepartmentReviewer => ("部门审核", "department reviewer"),
        Role::CountyReviewer => ("县级审核", "county reviewer"),
        Role::Principal => ("主要负责人", "principal"),
        other => (other.as_str(), other.as_str()),
    }
}

/// A case of these with its step.
fn with_case(cases: &[Case], step: &Step) -> Option<Case> {
    cases.iter().find(|case| case.id == step.case).cloned()
}
