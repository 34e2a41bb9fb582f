//! A principal lends the sign-off: within the dates and the scope, and nothing else (C17, I3).

use content::Sensitivity;
use review::{CaseState, DecideError, Decision, MayNot};
use tenancy::delegation::{self, DelegateError, Held, NewDelegation};
use tenancy::{Action, Actor, Role, Scope};
use time::Duration;

use crate::county::{County, Fault, news};

/// A county with a sensitive piece that waits for the sign-off, its principal and a deputy.
struct Stage {
    county: County,
    principal: Actor,
    deputy: Actor,
    case: review::CaseId,
}

impl Stage {
    async fn set() -> Result<Self, Fault> {
        let county = County::open().await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let principal = county.staff("principal", "office", &[Role::Principal]).await?;
        let deputy = county.staff("deputy", "office", &[Role::Publisher]).await?;
        let draft = content::Draft { sensitivity: Sensitivity::Sensitive, ..news("敏感", "正文") };
        let (_, _, case) = county.submit(&editor, draft).await?;
        county.pass(&reviewer, case).await?;
        county.pass(&desk, case).await?;
        Ok(Self { county, principal, deputy, case })
    }

    /// From now for so many hours, for the whole county.
    fn lending(&self, to: &Actor, hours: i64) -> Result<NewDelegation, Fault> {
        let now = self.county.database.clock().now();
        let delegate = to.person().ok_or("no person")?;
        let ends_at = now + Duration::hours(hours);
        Ok(NewDelegation { delegate, department: None, reason: "赴外地参会".to_owned(), starts_at: now, ends_at })
    }

    async fn give(&self, actor: &Actor, new: NewDelegation) -> Result<Result<Held, DelegateError>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        let department = new.department;
        match delegation::give(&mut tx, actor, new).await {
            Err(refused) => Ok(Err(refused)),
            Ok(id) => {
                tx.commit().await?;
                let principal = actor.person().ok_or("no person")?;
                Ok(Ok(Held { id, principal, department }))
            }
        }
    }

    async fn sign_off(&self, actor: &Actor) -> Result<Result<review::Case, DecideError>, Fault> {
        let step = self.county.open_step(self.case).await?;
        let mut tx = self.county.begin(actor).await?;
        let decided = review::decide(&mut tx, actor, step.id, Decision::SignOff, "").await;
        if decided.is_ok() {
            tx.commit().await?;
        }
        Ok(decided)
    }
}

#[tokio::test]
async fn c17_a_delegate_signs_off_in_the_principals_name_and_the_case_says_so() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    assert!(matches!(stage.sign_off(&stage.deputy).await?, Err(DecideError::MayNot(MayNot::NotInRole))));
    let held = stage.give(&stage.principal, stage.lending(&stage.deputy, 8)?).await??;
    let deputy = stage.deputy.clone().carrying(vec![held]);
    let mut tx = stage.county.begin(&deputy).await?;
    assert_eq!(review::list_work(&mut tx, &deputy, 50).await?.len(), 1, "it waits for the delegate too");
    drop(tx);
    assert_eq!(stage.sign_off(&deputy).await??.state, CaseState::Approved);

    let mut tx = stage.county.begin(&deputy).await?;
    let signed = review::decisions_of(&mut tx, &[stage.case]).await?.pop().ok_or("no decision")?;
    assert_eq!((signed.person, signed.role), (deputy.person().ok_or("none")?, Role::Principal));
    assert_eq!(signed.delegated, Some((held.id, held.principal)));
    let trail = platform::audit::list(&mut tx, Some(stage.case.0), None, 50).await?;
    let of = |action: &str| trail.iter().any(|row| row.action == action && row.detail.contains(&held.id.to_string()));
    assert!(of("review.decide"), "I8: the trail names the delegation");
    Ok(())
}

#[tokio::test]
async fn c17_a_delegation_ends_at_its_hour_and_when_it_is_taken_back() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let held = stage.give(&stage.principal, stage.lending(&stage.deputy, 8)?).await??;
    // The session was read while it held.
    let deputy = stage.deputy.clone().carrying(vec![held]);
    stage.county.database.clock().advance(8 * 3600);
    assert!(matches!(stage.sign_off(&deputy).await?, Err(DecideError::MayNot(MayNot::DelegationOver))));

    let held = stage.give(&stage.principal, stage.lending(&stage.deputy, 8)?).await??;
    let mut tx = stage.county.begin(&stage.principal).await?;
    delegation::revoke(&mut tx, &stage.principal, held.id).await?;
    tx.commit().await?;
    let deputy = stage.deputy.clone().carrying(vec![held]);
    assert!(matches!(stage.sign_off(&deputy).await?, Err(DecideError::MayNot(MayNot::DelegationOver))));
    Ok(())
}

#[tokio::test]
async fn i3_the_table_refuses_a_decision_outside_its_delegation() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let held = stage.give(&stage.principal, stage.lending(&stage.deputy, 1)?).await??;
    let step = stage.county.open_step(stage.case).await?;
    for (later, person, wanted) in
        [(3_601, &stage.deputy, "review_decision_delegated"), (0, &stage.principal, "review_decision_delegation_fkey")]
    {
        let mut tx = stage.county.begin(person).await?;
        let (id, at) = (tx.new_id(), tx.now() + Duration::seconds(later));
        let written = sqlx::query(
            "insert into review_decision (county_id, id, case_id, step_id, author_id, writers, person_id, role, verdict,
               decided_at, delegation_id)
             select county_id, $1, id, $2, author_id, writers, $3, 'principal', 'sign_off', $4, $5 from review_case where id = $6",
        )
        .bind(id)
        .bind(step.id.0)
        .bind(person.person().map(|person| person.0))
        .bind(at)
        .bind(held.id.0)
        .bind(stage.case.0)
        .execute(tx.conn())
        .await;
        let refused = written.err().and_then(|error| Some(error.as_database_error()?.constraint()?.to_owned()));
        assert_eq!(refused.as_deref(), Some(wanted));
    }
    Ok(())
}

#[tokio::test]
async fn i3_a_delegation_of_one_department_signs_nothing_of_another() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let departments = tenancy::region::departments(&mut stage.county.begin(&stage.principal).await?).await?;
    let of = |slug: &str| departments.iter().find(|row| row.slug == slug).map(|row| row.id);
    let education = NewDelegation { department: of("education"), ..stage.lending(&stage.deputy, 8)? };
    let held = stage.give(&stage.principal, education).await??;
    let deputy = stage.deputy.clone().carrying(vec![held]);
    assert!(matches!(stage.sign_off(&deputy).await?, Err(DecideError::MayNot(MayNot::NotInRole))));
    let health = NewDelegation { department: of("health"), ..stage.lending(&stage.deputy, 8)? };
    let held = stage.give(&stage.principal, health).await??;
    let deputy = stage.deputy.clone().carrying(vec![held]);
    assert!(!deputy.may(Action::ReviewSignOff, Scope::County), "the scope is the department, for casbin too");
    assert_eq!(stage.sign_off(&deputy).await??.state, CaseState::Approved);
    Ok(())
}

#[tokio::test]
async fn i3_what_was_lent_is_not_lent_on_nor_to_those_who_may_not_carry_it() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let held = stage.give(&stage.principal, stage.lending(&stage.deputy, 8)?).await??;
    let deputy = stage.deputy.clone().carrying(vec![held]);
    let clerk = stage.county.staff("clerk", "health", &[Role::Clerk]).await?;
    let auditor = stage.county.staff("auditor", "office", &[Role::Auditor]).await?;
    let on = stage.give(&deputy, stage.lending(&auditor, 1)?).await?;
    assert!(matches!(on, Err(DelegateError::Refused(_))), "{on:?}");
    let same = stage.give(&stage.principal, stage.lending(&stage.principal, 1)?).await?;
    assert!(matches!(same, Err(DelegateError::Oneself)), "{same:?}");
    let administrator = stage.give(&stage.principal, stage.lending(&auditor, 1)?).await?;
    assert!(matches!(administrator, Err(DelegateError::Administrator)), "{administrator:?}");
    let blind = stage.give(&stage.principal, stage.lending(&clerk, 1)?).await?;
    assert!(matches!(blind, Err(DelegateError::OutOfReach)), "{blind:?}");
    let long = stage.give(&stage.principal, stage.lending(&stage.deputy, 24 * 91)?).await?;
    assert!(matches!(long, Err(DelegateError::Invalid(_))), "{long:?}");
    Ok(())
}
