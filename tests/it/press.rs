//! A county that releases, with a courier and a newspaper beside it: for the tests of what leaves the platform.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::article::{self, Article};
use content::{ColumnId, Draft, Revision};
use platform::outbound::Networks;
use platform::secrets::Vault;
use platform::{Caller, Path, TenantTx, jobs};
use publishing::outlet::{self, Courier, OutletInput, OutletSecret};
use publishing::publication::{self, Medium};
use publishing::release::Withdrawal;
use publishing::{AccountId, OutletId, ReleaseId, wire};
use serde_json::{Value, json};
use tenancy::{Actor, Policy, Role, person};
use tests::Sandbox;

use crate::county::{County, Fault, news};

/// A name no other press of any test process has.
fn next() -> String {
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    format!("{}-{}", std::process::id(), NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

pub(crate) const SITE: &str = "https://neixiang.example.cn";

pub(crate) struct Press {
    pub(crate) county: County,
    pub(crate) vault: Arc<Vault>,
    pub(crate) admin: Actor,
    pub(crate) newspaper: Sandbox,
    editor: Actor,
    reviewer: Actor,
    desk: Actor,
    courier: Courier,
    account: AccountId,
    folder: PathBuf,
}

impl Drop for Press {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Press {
    pub(crate) async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let vault = Arc::new(Vault::new(&"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".into())?);
        let courier = Courier::new(county.database.clone(), vault.clone(), Networks::Any, SITE)?;
        let folder = std::env::temp_dir().join(format!("juzhen-press-{}", next()));
        std::fs::create_dir_all(&folder)?;
        let newspaper = Sandbox::newspaper(&folder, client()?).await;
        let account = open_site(&county).await?;
        Ok(Self { county, vault, admin, newspaper, editor, reviewer, desk, courier, account, folder })
    }

    /// A courier of a deployment with other networks.
    pub(crate) fn courier(&self, networks: Networks) -> Result<Courier, Fault> {
        Ok(Courier::new(self.county.database.clone(), self.vault.clone(), networks, SITE)?)
    }

    /// An outlet of this name at the newspaper, which knows its secret.
    pub(crate) async fn subscribe(&self, name: &str, topic: &str) -> Result<OutletSecret, Fault> {
        self.subscribe_as(OutletInput { topics: vec![topic.to_owned()], ..self.at_newspaper(name) }).await
    }

    /// An outlet that takes everything, at the newspaper.
    pub(crate) fn at_newspaper(&self, name: &str) -> OutletInput {
        OutletInput::at(name, &format!("{}/hook/{name}", self.newspaper.base()))
    }

    /// Makes an outlet; the newspaper knows its secret.
    pub(crate) async fn subscribe_as(&self, input: OutletInput) -> Result<OutletSecret, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        let made = outlet::create(&mut tx, &self.admin, &self.vault, Networks::Any, &input).await?;
        tx.commit().await?;
        self.newspaper.tell("outlets", &json!({ "name": input.name, "secrets": [made.secret] })).await;
        Ok(made)
    }

    /// Someone who works for an outlet and has no other part in the county.
    pub(crate) async fn guest(&self, login: &str, outlet: OutletId) -> Result<Actor, Fault> {
        let person = self.county.staff(login, "office", &[Role::OutletEditor]).await?.person().ok_or("nobody")?;
        let mut tx = self.county.begin(&self.admin).await?;
        wire::add_editor(&mut tx, &self.admin, outlet, person).await?;
        let policy = Arc::new(Policy::load().await?);
        let acting = person::acting(&mut tx, &policy, person, (login, Path::Console)).await?;
        tx.commit().await?;
        Ok(acting.ok_or("nobody acts")?)
    }

    /// A column of the county's site.
    pub(crate) async fn column(&self, slug: &str) -> Result<ColumnId, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        let made = content::column::create(&mut tx, &self.admin, slug, "卫生要闻", "Health", 1).await?;
        tx.commit().await?;
        Ok(made.id)
    }

    /// The platform's own transaction.
    pub(crate) async fn begin(&self) -> Result<TenantTx, Fault> {
        Ok(self.county.database.begin(&Caller::system(self.county.code, "发布机", Path::Worker)).await?)
    }

    /// A piece of news on a topic, approved.
    pub(crate) async fn approve(&self, title: &str, topic: &str) -> Result<(Article, Revision), Fault> {
        self.approve_draft(Draft { topics: vec![topic.to_owned()], ..news(title, "正文一段。") }).await
    }

    /// Any draft, approved by the two who see plain pieces.
    pub(crate) async fn approve_draft(&self, draft: Draft) -> Result<(Article, Revision), Fault> {
        let (article, revision, case) = self.county.submit(&self.editor, draft).await?;
        self.county.pass(&self.reviewer, case).await?;
        self.county.pass(&self.desk, case).await?;
        Ok((article, revision))
    }

    /// A new revision of a released piece, approved.
    pub(crate) async fn correct(&self, article: &Article, title: &str, topic: &str) -> Result<Revision, Fault> {
        let mut tx = self.county.begin(&self.editor).await?;
        let now = article::by_ids(&mut tx, &[article.id]).await?.pop().ok_or("no such article")?;
        let draft = Draft {
            topics: vec![topic.to_owned()],
            correction: "原文日期有误".to_owned(),
            ..news(title, "更正后的正文。")
        };
        let edited = article::edit(&mut tx, &self.editor, article.id, now.version, draft).await?;
        let (_, revision) = article::submit(&mut tx, &self.editor, article.id, edited.version).await?;
        let case = review::open(&mut tx, &revision).await?.id;
        tx.commit().await?;
        self.county.pass(&self.reviewer, case).await?;
        self.county.pass(&self.desk, case).await?;
        Ok(revision)
    }

    /// Releases a revision on the website: live at once.
    pub(crate) async fn release(&self, revision: &Revision) -> Result<ReleaseId, Fault> {
        let mut tx = self.begin().await?;
        let id = ReleaseId(tx.new_id());
        let target = tx.new_id();
        let (county, now) = (tx.county().0, tx.now());
        sqlx::query(
            "insert into release (county_id, id, article_id, revision_id, digest, department_id, scheduled_at, whole_by, created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $7)",
        )
        .bind(county)
        .bind(id.0)
        .bind(revision.article.0)
        .bind(revision.id.0)
        .bind(revision.digest.0.as_slice())
        .bind(revision.department.0)
        .bind(now)
        .bind(revision.author.0)
        .execute(tx.conn())
        .await?;
        sqlx::query(
            "insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state, state_at, scheduled_at, live_at)
             values ($1, $2, $3, $4, $5, $6, 'website', 'live', $7, $7, $7)",
        )
        .bind(county)
        .bind(target)
        .bind(id.0)
        .bind(revision.id.0)
        .bind(self.account.0)
        .bind(revision.department.0)
        .bind(now)
        .execute(tx.conn())
        .await?;
        article::mark_released(&mut tx, revision.article, revision.id).await?;
        publication::publish(&mut tx, id, self.account, Medium::Website).await?;
        outlet::released(&mut tx, id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes, approves and releases a piece.
    pub(crate) async fn publish(&self, title: &str, topic: &str) -> Result<(Article, ReleaseId), Fault> {
        let (article, revision) = self.approve(title, topic).await?;
        Ok((article, self.release(&revision).await?))
    }

    /// Takes a release back with a reason.
    pub(crate) async fn withdraw(&self, release: ReleaseId, reason: &str) -> Result<(), Fault> {
        let mut tx = self.begin().await?;
        let (county, now) = (tx.county().0, tx.now());
        sqlx::query("update release set withdrawn_at = $3, withdrawal_reason = $4 where county_id = $1 and id = $2")
            .bind(county)
            .bind(release.0)
            .bind(now)
            .bind(reason)
            .execute(tx.conn())
            .await?;
        publication::withdraw(&mut tx, release, Withdrawal::Error, reason).await?;
        outlet::withdrawn(&mut tx, release).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Runs due jobs until none is left, and rings for what changed.
    pub(crate) async fn work(&self) -> Result<(), Fault> {
        self.work_with(&self.courier).await
    }

    /// The same, with another courier.
    pub(crate) async fn work_with(&self, courier: &Courier) -> Result<(), Fault> {
        loop {
            let claimed = jobs::claim(&self.county.database, 10, Duration::from_secs(60)).await?;
            if claimed.is_empty() {
                break;
            }
            for job in claimed.iter().filter(|job| outlet::KINDS.contains(&job.kind.as_str())) {
                courier.run(job).await?;
            }
        }
        while 0 < platform::outbox::relay(&self.county.database).await? {}
        Ok(())
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.county.database.clock().advance(seconds);
    }

    /// What one outlet got, in order, of a verdict.
    pub(crate) async fn got(&self, outlet: &str, verdict: &str) -> Vec<Value> {
        let path = format!("received?outlet={outlet}&verdict={verdict}");
        self.newspaper.look(&path).await.as_array().cloned().unwrap_or_default()
    }
}

/// A filed website account.
pub(crate) async fn open_site(county: &County) -> Result<AccountId, Fault> {
    let department = county.department("office").await?;
    let mut tx = county.begin(&county.operator()).await?;
    let (account, filing) = (AccountId(tx.new_id()), tx.new_id());
    let (code, now) = (tx.county().0, tx.now());
    sqlx::query(
        "insert into account (county_id, id, department_id, channel, name, created_at) values ($1, $2, $3, 'website', '门户网站', $4)",
    )
    .bind(code)
    .bind(account.0)
    .bind(department.0)
    .bind(now)
    .execute(tx.conn())
    .await?;
    sqlx::query("insert into filing (county_id, id, account_id, kind, number, filed_on) values ($1, $2, $3, 'open', '豫-1', $4)")
        .bind(code)
        .bind(filing)
        .bind(account.0)
        .bind(now.date())
        .execute(tx.conn())
        .await?;
    sqlx::query("update account set filing_id = $3, state = 'active' where county_id = $1 and id = $2")
        .bind(code)
        .bind(account.0)
        .bind(filing)
        .execute(tx.conn())
        .await?;
    tx.commit().await?;
    Ok(account)
}

/// The key in a secret as it is shown.
pub(crate) fn key(secret: &str) -> Result<Vec<u8>, Fault> {
    Ok(STANDARD.decode(secret.trim_start_matches("whsec_"))?)
}

pub(crate) fn client() -> Result<reqwest::Client, Fault> {
    // The second test of a process finds it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?)
}
