//! A small county for tests of services: a database of its own, departments, people with roles, and the default rules.

use std::sync::Arc;

use content::article::{self, AiUse, Article, Draft};
use content::{Kind, Origin, Revision, Sensitivity};
use platform::jobs::{self, Job};
use platform::{Caller, Clock, CountyId, Database, DepartmentId, Path, Reach, TenantTx};
use review::rule::{self, RuleDefinition};
use review::{CaseId, Decision, Gate, Step, StepState, Verdict};
use tenancy::region::{self, Department, Region};
use tenancy::second_factor::Proof;
use tenancy::{Actor, Membership, Policy, Role, person};
use test_database::TestDatabase;

/// Whatever goes wrong fails the test that asked.
pub(crate) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The county and its database. Dropped, the database is left to the next clean-up of the server.
#[derive(Debug)]
pub(crate) struct County {
    /// The application's door to it.
    pub(crate) database: Database,
    /// Its code.
    pub(crate) code: CountyId,
    policy: Arc<Policy>,
    base: Arc<TestDatabase>,
}

/// A department's bureau stands beside the office in every test county.
const DEPARTMENTS: [(&str, &str, &str); 3] = [
    ("office", "县政府信息办", "information_office"),
    ("health", "卫生健康委员会", "bureau"),
    ("education", "教育体育局", "bureau"),
];

impl County {
    /// Neixiang, in a database of its own.
    pub(crate) async fn open() -> Result<Self, Fault> {
        Self::over(test_database::fresh().await?).await
    }

    /// The same on a database of the test's own.
    pub(crate) async fn over(base: TestDatabase) -> Result<Self, Fault> {
        let base = Arc::new(base);
        let database = Database::connect(&base.app_url(), 8, Clock::default()).await?;
        let policy = Arc::new(Policy::load().await?);
        let county = Self { database, code: CountyId(411_325), policy, base };
        county.fill("内乡县").await?;
        Ok(county)
    }

    /// A second county in the same deployment.
    pub(crate) async fn neighbour(&self) -> Result<Self, Fault> {
        let (database, policy, base) = (self.database.clone(), self.policy.clone(), self.base.clone());
        let county = Self { database, code: CountyId(411_323), policy, base };
        county.fill("西峡县").await?;
        Ok(county)
    }

    /// The platform at the county's opening.
    #[must_use]
    pub(crate) fn operator(&self) -> Actor {
        let roles = [Role::CountyAdmin, Role::SecurityAdmin].map(|role| Membership { role, department: None });
        Actor::new(Caller::system(self.code, "开通", Path::Command), roles.into(), self.policy.clone())
    }

    async fn fill(&self, name: &str) -> Result<(), Fault> {
        let mut owner = platform::migrations::connect(&self.base.owner_url()).await?;
        for (code, level, name, parent) in
            [(CountyId(410_000), "province", "河南省", None), (self.code, "county", name, Some(CountyId(410_000)))]
        {
            let (level, name) = (level.to_owned(), name.to_owned());
            region::create(&mut owner, &Region { code, level, name_en: name.clone(), name, parent }).await?;
        }
        let mut tx = self.database.begin(self.operator().caller()).await?;
        for (slug, name, kind) in DEPARTMENTS {
            let id = DepartmentId(tx.new_id());
            let (slug, name, kind) = (slug.to_owned(), name.to_owned(), kind.to_owned());
            region::add_department(&mut tx, &Department { id, slug, name_en: name.clone(), name, kind }).await?;
        }
        review::rule::install_default_rules(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A department by its slug.
    pub(crate) async fn department(&self, slug: &str) -> Result<DepartmentId, Fault> {
        let mut tx = self.database.begin(self.operator().caller()).await?;
        let found = region::departments(&mut tx).await?.into_iter().find(|department| department.slug == slug);
        Ok(found.ok_or("no such department")?.id)
    }

    /// A person of a department with roles there; of the office, with roles in the whole county. Their session has just given a code
    /// of their phone.
    pub(crate) async fn staff(&self, login: &str, department: &str, roles: &[Role]) -> Result<Actor, Fault> {
        let home = self.department(department).await?;
        let place = (department != "office").then_some(home);
        let operator = self.operator();
        let mut tx = self.database.begin(operator.caller()).await?;
        let (name, password) = (login.to_owned(), "Juzhen-2026".to_owned());
        let new = person::NewPerson { login: login.to_owned(), name, department: home, password };
        let person = person::create(&mut tx, &operator, new).await?.id;
        for role in roles {
            person::grant_role(&mut tx, &operator, person, *role, place).await?;
        }
        tx.commit().await?;
        let reach = if place.is_none() { Reach::County } else { Reach::Department };
        let caller = Caller::staff(self.code, home, person, login, reach, Path::Console);
        let roles = roles.iter().map(|role| Membership { role: *role, department: place }).collect();
        let proof = Proof::Given(self.database.clock().now());
        Ok(Actor::new(caller, roles, self.policy.clone()).proving(proof))
    }

    /// Someone of the province, who oversees.
    #[must_use]
    pub(crate) fn overseer(&self) -> Actor {
        let (province, person) = (CountyId(410_000), platform::PersonId(uuid::Uuid::from_u128(41)));
        let roles = vec![Membership { role: Role::Overseer, department: None }];
        Actor::new(Caller::overseer(province, person, "监管", Path::Oversight), roles, self.policy.clone())
    }

    /// The platform itself at work in the county.
    pub(crate) async fn system(&self) -> Result<TenantTx, Fault> {
        Ok(self.database.begin(&Caller::system(self.code, "机器", Path::Worker)).await?)
    }

    /// Its database, for a world around it.
    pub(crate) fn base(&self) -> Arc<TestDatabase> {
        self.base.clone()
    }

    /// The login that owns the schema.
    pub(crate) async fn owner(&self) -> Result<sqlx::PgConnection, Fault> {
        Ok(platform::migrations::connect(&self.base.owner_url()).await?)
    }

    /// A connection that sees every row, for looking where nobody else may.
    pub(crate) async fn all_seeing(&self) -> Result<sqlx::PgConnection, Fault> {
        use sqlx::Connection as _;
        Ok(sqlx::PgConnection::connect(&self.base.admin_url()).await?)
    }

    /// A writing transaction of someone.
    pub(crate) async fn begin(&self, actor: &Actor) -> Result<TenantTx, Fault> {
        Ok(self.database.begin(actor.caller()).await?)
    }

    /// Drafts and submits a piece; its case is open.
    pub(crate) async fn submit(&self, editor: &Actor, draft: Draft) -> Result<(Article, Revision, CaseId), Fault> {
        let mut tx = self.begin(editor).await?;
        let article = article::create(&mut tx, editor, draft).await?;
        let (article, revision) = article::submit(&mut tx, editor, article.id, article.version).await?;
        let case = review::open(&mut tx, &revision).await?;
        tx.commit().await?;
        Ok((article, revision, case.id))
    }

    /// The open step of a case.
    pub(crate) async fn open_step(&self, case: CaseId) -> Result<Step, Fault> {
        let mut tx = self.begin(&self.operator()).await?;
        let steps = review::steps_of(&mut tx, &[case]).await?;
        Ok(steps.into_iter().find(|step| step.state == StepState::Open).ok_or("no step is open")?)
    }

    /// Passes every gate of the open step and decides it.
    pub(crate) async fn pass(&self, actor: &Actor, case: CaseId) -> Result<(), Fault> {
        let step = self.open_step(case).await?;
        self.judge(actor, &step, &step.gates).await?;
        let decision = if step.sign_off { Decision::SignOff } else { Decision::Pass };
        let mut tx = self.begin(actor).await?;
        review::decide(&mut tx, actor, step.id, decision, "").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes the rules by a draft, and publishes it.
    pub(crate) async fn change_rules(
        &self,
        admin: &Actor,
        change: impl FnOnce(&mut Vec<RuleDefinition>),
    ) -> Result<(), Fault> {
        let mut tx = self.begin(admin).await?;
        let mut draft = rule::begin(&mut tx, admin).await?;
        change(&mut draft.rules);
        let saved = rule::save(&mut tx, admin, draft.version, draft.rules).await?;
        rule::publish(&mut tx, admin, saved.version, "试行").await?;
        tx.commit().await?;
        Ok(())
    }

    /// The due job of this kind, claimed as a worker does.
    pub(crate) async fn due(&self, kind: &str) -> Result<Option<Job>, Fault> {
        let claimed = jobs::claim(&self.database, 200, std::time::Duration::from_secs(60)).await?;
        Ok(claimed.into_iter().find(|job| job.kind == kind))
    }

    /// Passes these gates of a step, one after another.
    pub(crate) async fn judge(&self, actor: &Actor, step: &Step, gates: &[Gate]) -> Result<(), Fault> {
        for gate in gates {
            let mut tx = self.begin(actor).await?;
            review::verdict(&mut tx, actor, step.id, *gate, Verdict::Pass, "").await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// A plain piece of news with this title and one paragraph.
#[must_use]
pub(crate) fn news(title: &str, paragraph: &str) -> Draft {
    Draft {
        title: title.to_owned(),
        summary: "摘要".to_owned(),
        blocks: serde_json::json!([{ "type": "paragraph", "spans": [{ "text": paragraph }] }]),
        kind: Kind::News,
        sensitivity: Sensitivity::Plain,
        origin: Origin::Original,
        emergency: false,
        ai: AiUse::None,
        column: None,
        topics: Vec::new(),
        touches: Vec::new(),
        source: None,
        source_url: None,
        provenance: content::Provenance::default(),
        cover: None,
        cover_focus: None,
        variants: content::Variants::default(),
        policy: None,
        correction: String::new(),
    }
}
