//! An emergency taken through by one person, and the debt that shows until a second has looked (C3, C17, I3).

use platform::jobs::{self, Job};
use review::debt::{self, DebtState, MayNotSettle, OverrideError, SettleError, Settlement};
use review::{CaseId, CaseState, DecideError, Decision, MayNot};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

const REASON: &str = "值班审核员失联，暴雨两小时内到达";

struct Stage {
    county: County,
    editor: Actor,
    principal: Actor,
    desk: Actor,
    case: CaseId,
}

impl Stage {
    /// A county with a piece under review.
    async fn set(emergency: bool) -> Result<Self, Fault> {
        let county = County::open().await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let principal = county.staff("principal", "office", &[Role::Principal]).await?;
        let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let draft = content::Draft { emergency, ..news("暴雨", "正文") };
        let (_, _, case) = county.submit(&editor, draft).await?;
        Ok(Self { county, editor, principal, desk, case })
    }

    async fn take(&self, actor: &Actor, reason: &str) -> Result<Result<(), OverrideError>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        match debt::take(&mut tx, actor, self.case, reason).await {
            Ok(_) => Ok(Ok(tx.commit().await?)),
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// The principal takes it, judges every gate, passes the desk's step and signs off.
    async fn through(&self) -> Result<(), Fault> {
        self.take(&self.principal, REASON).await??;
        self.county.pass(&self.principal, self.case).await?;
        self.county.pass(&self.principal, self.case).await
    }

    async fn settle(&self, actor: &Actor, word: Settlement, opinion: &str) -> Result<Result<(), SettleError>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        match debt::settle(&mut tx, actor, self.case, word, opinion).await {
            Ok(_) => Ok(Ok(tx.commit().await?)),
            Err(refused) => Ok(Err(refused)),
        }
    }

    async fn owed(&self, actor: &Actor) -> Result<Vec<debt::Owed>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        Ok(debt::list_owed(&mut tx, actor, 50).await?)
    }

    /// The job that waits for the debt's day.
    async fn alarm(&self) -> Result<Option<Job>, Fault> {
        let claimed = jobs::claim(&self.county.database, 50, std::time::Duration::from_secs(60)).await?;
        Ok(claimed.into_iter().find(|job| job.kind == debt::DEBT))
    }
}

#[tokio::test]
async fn c3_one_principal_takes_an_emergency_through_and_owes_a_second_look() -> Result<(), Fault> {
    let stage = Stage::set(true).await?;
    stage.through().await?;
    let mut tx = stage.county.begin(&stage.principal).await?;
    let case = review::find(&mut tx, stage.case).await?.ok_or("no case")?;
    assert_eq!(case.state, CaseState::Approved);
    let sheet = review::sheets(&mut tx, &[case]).await?.pop().ok_or("no sheet")?;
    assert!(sheet.decisions.iter().all(|said| said.by_override.is_some()), "{:?}", sheet.decisions);
    assert_eq!(sheet.verdicts.len(), 6, "C16: every gate was judged all the same");
    assert_eq!(sheet.debt.map(|debt| debt.state), Some(DebtState::Open));
    drop(tx);
    assert_eq!(stage.owed(&stage.desk).await?.len(), 1);
    assert!(stage.owed(&stage.principal).await?.is_empty(), "nobody pays their own debt");
    Ok(())
}

#[tokio::test]
async fn i3_without_an_override_the_principal_decides_no_step_of_the_desk() -> Result<(), Fault> {
    let stage = Stage::set(true).await?;
    let step = stage.county.open_step(stage.case).await?;
    let mut tx = stage.county.begin(&stage.principal).await?;
    let refused = review::decide(&mut tx, &stage.principal, step.id, Decision::Return, "理由").await;
    assert!(matches!(refused, Err(DecideError::MayNot(MayNot::NotInRole))), "{refused:?}");
    drop(tx);
    // Nor does an override of the one lend anything to another.
    stage.take(&stage.principal, REASON).await??;
    let other = stage.county.staff("other", "office", &[Role::Principal]).await?;
    let mut tx = stage.county.begin(&other).await?;
    let refused = review::decide(&mut tx, &other, step.id, Decision::Return, "理由").await;
    assert!(matches!(refused, Err(DecideError::MayNot(MayNot::NotInRole))), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn c3_only_an_emergency_is_overridden_by_a_principal_and_for_a_reason() -> Result<(), Fault> {
    let plain = Stage::set(false).await?;
    let refused = plain.take(&plain.principal, REASON).await?;
    assert!(matches!(refused, Err(OverrideError::NotEmergency)), "the table says so: {refused:?}");
    let stage = Stage::set(true).await?;
    assert!(matches!(stage.take(&stage.principal, " ").await?, Err(OverrideError::ReasonMissing)));
    assert!(matches!(stage.take(&stage.desk, REASON).await?, Err(OverrideError::Refused(_))));
    assert!(matches!(stage.take(&stage.editor, REASON).await?, Err(OverrideError::Refused(_))));
    stage.take(&stage.principal, REASON).await??;
    assert!(matches!(stage.take(&stage.principal, REASON).await?, Err(OverrideError::Taken)));
    Ok(())
}

#[tokio::test]
async fn i3_a_second_person_settles_the_debt_once() -> Result<(), Fault> {
    let stage = Stage::set(true).await?;
    stage.through().await?;
    let own = stage.settle(&stage.principal, Settlement::Upheld, "").await?;
    assert!(matches!(own, Err(SettleError::MayNot(MayNotSettle::Involved))), "{own:?}");
    let bare = stage.settle(&stage.desk, Settlement::Objected, " ").await?;
    assert!(matches!(bare, Err(SettleError::ReasonMissing)), "{bare:?}");
    let mut tx = stage.county.begin(&stage.desk).await?;
    let paid = sqlx::query("update review_debt set state = 'upheld', settled_by = overrider_id, settled_at = now()");
    let refused = paid.execute(tx.conn()).await.err().ok_or("the table took it")?;
    assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some("review_debt_second_person"));
    drop(tx);
    stage.settle(&stage.desk, Settlement::Upheld, "事实清楚").await??;
    assert!(stage.owed(&stage.desk).await?.is_empty());
    let again = stage.settle(&stage.desk, Settlement::Objected, "反悔").await?;
    assert!(matches!(again, Err(SettleError::MayNot(MayNotSettle::NothingOwed))), "{again:?}");
    Ok(())
}

#[tokio::test]
async fn an_objection_waits_for_those_who_can_withdraw() -> Result<(), Fault> {
    let stage = Stage::set(true).await?;
    stage.through().await?;
    stage.settle(&stage.desk, Settlement::Objected, "雨量数字有误").await??;
    let duty = stage.county.staff("duty", "office", &[Role::DutyOfficer]).await?;
    let owed = stage.owed(&duty).await?;
    assert_eq!(owed.first().map(|owed| owed.debt.opinion.as_str()), Some("雨量数字有误"));
    Ok(())
}

#[tokio::test]
async fn an_unpaid_debt_is_raised_on_its_day_and_stands_before_the_principal() -> Result<(), Fault> {
    let stage = Stage::set(true).await?;
    stage.through().await?;
    assert!(stage.alarm().await?.is_none(), "its day has not come");
    stage.county.database.clock().advance(24 * 3600 + 1);
    let job = stage.alarm().await?.ok_or("no alarm")?;
    debt::escalate(&stage.county.database, &job).await?;
    let owed = stage.owed(&stage.principal).await?;
    assert!(owed.first().is_some_and(|owed| owed.debt.overdue_at.is_some()), "{owed:?}");
    let mut tx = stage.county.begin(&stage.principal).await?;
    let trail = platform::audit::list(&mut tx, Some(stage.case.0), None, 50).await?;
    assert!(trail.iter().any(|row| row.action == "review.debt_overdue"), "I8");
    drop(tx);
    assert!(stage.alarm().await?.is_none(), "raised once");
    Ok(())
}
