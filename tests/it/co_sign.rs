//! 会签 (C21): every department a piece touches signs, each by its own people, and nothing is approved while one is missing.

use content::Draft;
use content::article::{self, ArticleState};
use platform::DepartmentId;
use review::rule::{self, DEFAULT};
use review::{CaseId, CaseState, Decision, Step, StepState};
use tenancy::region::{self, Department};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

/// The default rules, with a co-signature before the desk's six gates of a plain piece.
fn rules() -> String {
    let step = "[[rule.step]]\nname = \"会签\"\nname_en = \"Co-signature\"\nrole = \"department_reviewer\"\nscope = \"department\"
co_sign = true\nworking_hours = 4\n\n";
    let (before, plain) = DEFAULT.rsplit_once("[[rule]]").unwrap();
    let at = plain.rfind("[[rule.step]]").unwrap();
    format!("{before}[[rule]]{}{step}{}", &plain[..at], &plain[at..])
}

struct Signing {
    county: County,
    editor: Actor,
    own: Actor,
    school: Actor,
    farm: Actor,
    desk: Actor,
}

impl Signing {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let mut tx = county.begin(&admin).await?;
        rule::replace_rules(&mut tx, &admin, &rules()).await?;
        let (id, slug) = (DepartmentId(tx.new_id()), "agriculture".to_owned());
        let (name, kind) = ("农业农村局".to_owned(), "bureau".to_owned());
        region::add_department(&mut tx, &Department { id, slug, name_en: name.clone(), name, kind }).await?;
        tx.commit().await?;
        Ok(Self {
            editor: county.staff("editor", "health", &[Role::Editor]).await?,
            own: county.staff("own", "health", &[Role::DepartmentReviewer]).await?,
            school: county.staff("school", "education", &[Role::DepartmentReviewer]).await?,
            farm: county.staff("farm", "agriculture", &[Role::DepartmentReviewer]).await?,
            desk: county.staff("desk", "office", &[Role::CountyReviewer]).await?,
            county,
        })
    }

    /// A piece of the health commission that touches schools and farms, past its own department.
    async fn touching(&self) -> Result<(article::Article, CaseId), Fault> {
        let touches = vec![self.county.department("education").await?, self.county.department("agriculture").await?];
        let (article, _, case) = self.county.submit(&self.editor, Draft { touches, ..news("接种", "正文") }).await?;
        self.county.pass(&self.own, case).await?;
        Ok((article, case))
    }

    async fn steps(&self, case: CaseId) -> Result<Vec<Step>, Fault> {
        let mut tx = self.county.system().await?;
        Ok(review::steps_of(&mut tx, &[case]).await?)
    }

    /// The open step of someone's department.
    async fn mine(&self, actor: &Actor, case: CaseId) -> Result<Step, Fault> {
        let mine = |step: &Step| step.state == StepState::Open && step.department == actor.department();
        Ok(self.steps(case).await?.into_iter().find(mine).ok_or("no step of theirs is open")?)
    }

    async fn decide(&self, actor: &Actor, step: &Step, decision: Decision) -> Result<CaseState, Fault> {
        let mut tx = self.county.begin(actor).await?;
        let reason = if decision == Decision::Return { "数字有误" } else { "" };
        let case = review::decide(&mut tx, actor, step.id, decision, reason).await?;
        tx.commit().await?;
        Ok(case.state)
    }
}

#[tokio::test]
async fn c21_every_department_a_piece_touches_signs_and_only_then_the_desk_decides() -> Result<(), Fault> {
    let signing = Signing::open().await?;
    let (_, case) = signing.touching().await?;
    let (school, farm) = (signing.mine(&signing.school, case).await?, signing.mine(&signing.farm, case).await?);
    signing.decide(&signing.school, &school, Decision::Pass).await?;
    let open = signing.steps(case).await?.into_iter().filter(|step| step.state == StepState::Open);
    assert_eq!(open.map(|step| step.id).collect::<Vec<_>>(), [farm.id]);
    // Nobody signs for another department, nor twice for their own.
    for stranger in [&signing.school, &signing.own] {
        assert!(signing.decide(stranger, &farm, Decision::Pass).await.is_err());
    }
    signing.decide(&signing.farm, &farm, Decision::Pass).await?;
    signing.county.pass(&signing.desk, case).await?;
    let mut tx = signing.county.system().await?;
    assert_eq!(review::find(&mut tx, case).await?.map(|case| case.state), Some(CaseState::Approved));
    Ok(())
}

#[tokio::test]
async fn c21_one_department_returns_the_piece_for_all() -> Result<(), Fault> {
    let signing = Signing::open().await?;
    let (article, case) = signing.touching().await?;
    let farm = signing.mine(&signing.farm, case).await?;
    assert_eq!(signing.decide(&signing.farm, &farm, Decision::Return).await?, CaseState::Returned);
    assert!(signing.mine(&signing.school, case).await.is_err());
    let mut tx = signing.county.begin(&signing.editor).await?;
    let rows = article::by_ids(&mut tx, &[article.id]).await?;
    assert_eq!(rows[0].state, ArticleState::Draft);
    Ok(())
}

#[tokio::test]
async fn i1_a_department_sees_what_it_co_signs_and_nothing_else_of_the_other() -> Result<(), Fault> {
    let signing = Signing::open().await?;
    let (article, _) = signing.touching().await?;
    let (other, ..) = signing.county.submit(&signing.editor, news("别的", "正文")).await?;
    let mut tx = signing.county.begin(&signing.school).await?;
    let seen = article::by_ids(&mut tx, &[article.id, other.id]).await?;
    assert_eq!(seen.iter().map(|row| row.id).collect::<Vec<_>>(), [article.id]);
    assert!(article::lock(&mut tx, other.id).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn i2_sql_itself_approves_no_piece_whose_co_signature_is_missing() -> Result<(), Fault> {
    let signing = Signing::open().await?;
    let (_, case) = signing.touching().await?;
    let school = signing.mine(&signing.school, case).await?;
    signing.decide(&signing.school, &school, Decision::Pass).await?;
    let forge = "update review_case set state = 'approved' where county_id = 411325;
        delete from review_step where state <> 'passed';
        insert into approval (county_id, id, case_id, article_id, revision_id, digest, department_id, rule_id, rule_version, decisions, approved_at)
        select county_id, gen_random_uuid(), id, article_id, revision_id, digest, department_id, rule_id, rule_version, '[]', now() from review_case";
    let refused = sqlx::raw_sql(forge).execute(&mut signing.county.all_seeing().await?).await.unwrap_err();
    assert!(refused.to_string().contains("approval without a co-signing department"), "{refused}");
    Ok(())
}
