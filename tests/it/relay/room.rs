//! A county with an account a department, a desk that orders, and what a test asks of them.

use content::article::{self, Article, EditError};
use content::{ArticleId, Draft, Revision, SourceId, SourceList, source};
use platform::secrets::Vault;
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling};
use publishing::relay::{
    self, Among, Draw, DrawError, Elsewhere, Line, NewTask, OrderError, Owed, Standing, TakeError, Task, What,
};
use publishing::release::{self, Plan};
use publishing::{AccountId, RelayId};
use review::CaseId;
use tenancy::{Actor, Role};
use tests::{World, until};
use time::macros::date;

use crate::county::{County, Fault, news};

/// Where the county's own pieces are read.
pub(crate) const SITE: &str = "https://gov.example";

pub(crate) struct Room {
    pub(crate) county: County,
    pub(crate) desk: Actor,
    pub(crate) office: Actor,
    pub(crate) health: Actor,
    pub(crate) education: Actor,
    pub(crate) education_reviewer: Actor,
    /// Health's, the office's, education's.
    pub(crate) accounts: [AccountId; 3],
    pub(crate) paused: AccountId,
    health_reviewer: Actor,
    publisher: Actor,
    admin: Actor,
}

impl Room {
    pub(crate) async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let accounts = [
            website(&county, &admin, "health", "卫健网站").await?,
            website(&county, &admin, "office", "信息办网站").await?,
            website(&county, &admin, "education", "教体网站").await?,
        ];
        let paused = website(&county, &admin, "education", "教体旧站").await?;
        let mut tx = county.begin(&admin).await?;
        account::pause(&mut tx, &admin, paused, "停用").await?;
        tx.commit().await?;
        Ok(Self {
            desk: county.staff("desk.editor", "office", &[Role::Editor, Role::CountyReviewer]).await?,
            office: county.staff("office.editor", "office", &[Role::Editor]).await?,
            health: county.staff("health.editor", "health", &[Role::Editor]).await?,
            health_reviewer: county.staff("health.reviewer", "health", &[Role::DepartmentReviewer]).await?,
            education: county.staff("education.editor", "education", &[Role::Editor]).await?,
            education_reviewer: county.staff("education.reviewer", "education", &[Role::DepartmentReviewer]).await?,
            publisher: county.staff("publisher", "office", &[Role::Publisher]).await?,
            county,
            accounts,
            paused,
            admin,
        })
    }

    /// A piece of the health commission that is out, in the eyes of content.
    pub(crate) async fn released(&self, title: &str) -> Result<Article, Fault> {
        let (article, revision, case) = self.county.submit(&self.health, news(title, "正文一段。")).await?;
        self.county.pass(&self.health_reviewer, case).await?;
        self.county.pass(&self.desk, case).await?;
        let mut tx = self.county.system().await?;
        article::mark_released(&mut tx, article.id, revision.id).await?;
        tx.commit().await?;
        Ok(article)
    }

    pub(crate) fn ours(&self, piece: &Article, among: Among) -> NewTask {
        NewTask { what: What::Ours(piece.id), among, due_at: None, note: "请及时转载".to_owned() }
    }

    pub(crate) fn elsewhere(&self, source: SourceId, url: &str, among: Among) -> NewTask {
        let piece = Elsewhere {
            title: "国务院办公厅通知".to_owned(),
            body: "第一段。\n\n第二段。".to_owned(),
            source,
            url: url.to_owned(),
            author: None,
            published_at: None,
            licence: None,
        };
        NewTask { what: What::Elsewhere(piece), among, due_at: None, note: String::new() }
    }

    pub(crate) async fn order(&self, new: NewTask) -> Result<Result<Task, OrderError>, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        let ordered = relay::order(&mut tx, &self.desk, SITE, new).await;
        if ordered.is_ok() {
            tx.commit().await?;
        }
        Ok(ordered)
    }

    pub(crate) async fn take(&self, editor: &Actor, task: RelayId) -> Result<Result<Article, TakeError>, Fault> {
        let mut tx = self.county.begin(editor).await?;
        let taken = relay::take(&mut tx, editor, task).await;
        if taken.is_ok() {
            tx.commit().await?;
        }
        Ok(taken)
    }

    pub(crate) async fn edit(
        &self,
        editor: &Actor,
        piece: &Article,
        draft: Draft,
    ) -> Result<Result<Article, EditError>, Fault> {
        let mut tx = self.county.begin(editor).await?;
        let edited = article::edit(&mut tx, editor, piece.id, piece.version, draft).await;
        if edited.is_ok() {
            tx.commit().await?;
        }
        Ok(edited)
    }

    pub(crate) async fn submit(&self, editor: &Actor, piece: &Article) -> Result<(Revision, CaseId), Fault> {
        let mut tx = self.county.begin(editor).await?;
        let (_, revision) = article::submit(&mut tx, editor, piece.id, piece.version).await?;
        let case = review::open(&mut tx, &revision).await?.id;
        tx.commit().await?;
        Ok((revision, case))
    }

    /// The names of a case's steps.
    pub(crate) async fn chain(&self, case: CaseId) -> Result<Vec<String>, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        Ok(review::steps_of(&mut tx, &[case]).await?.into_iter().map(|step| step.name).collect())
    }

    pub(crate) async fn coverage(&self, actor: &Actor, task: RelayId) -> Result<Vec<Standing>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        let mut rows = relay::coverage(&mut tx, &[task]).await?;
        let place = |row: &Standing| self.accounts.iter().position(|id| *id == row.copy.account);
        rows.sort_by_key(place);
        Ok(rows)
    }

    pub(crate) async fn for_desk(&self) -> Result<Vec<Owed>, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        let mut owed = relay::for_desk(&mut tx, &self.desk, 50).await?;
        owed.sort_by(|a, b| b.accounts.cmp(&a.accounts));
        Ok(owed)
    }

    pub(crate) async fn ledger(&self, actor: &Actor) -> Result<Vec<Line>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        let today = platform::Clock::day_of(tx.now());
        let mut lines = relay::ledger(&mut tx, actor, today - time::Duration::days(3), today).await?;
        let order = ["卫生健康委员会", "县政府信息办", "教育体育局"];
        lines.sort_by_key(|line| order.iter().position(|name| *name == line.name));
        Ok(lines)
    }

    pub(crate) async fn draw(&self, task: RelayId) -> Result<Result<Draw, DrawError>, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        let drawn = relay::draw(&mut tx, &self.desk, task).await;
        if drawn.is_ok() {
            tx.commit().await?;
        }
        Ok(drawn)
    }

    pub(crate) fn publisher(&self) -> &Actor {
        &self.publisher
    }

    pub(crate) fn admin(&self) -> &Actor {
        &self.admin
    }

    pub(crate) fn operator(&self) -> Actor {
        self.county.operator()
    }

    /// Plans a release for now, and leaves it to nobody.
    pub(crate) async fn plan(&self, piece: ArticleId, accounts: &[AccountId]) -> Result<(), Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let plan = Plan::at(piece, accounts.to_vec(), tx.now());
        release::plan(&mut tx, &self.publisher, plan).await?;
        Ok(tx.commit().await?)
    }

    /// Releases an approved piece on an account of ours, and waits until it is out.
    pub(crate) async fn put_out(&self, piece: ArticleId, account: usize) -> Result<(), Fault> {
        let account = self.accounts.into_iter().nth(account).ok_or("no such account")?;
        let mut tx = self.county.begin(&self.publisher).await?;
        let plan = Plan::at(piece, vec![account], tx.now());
        let release = release::plan(&mut tx, &self.publisher, plan).await?.id;
        tx.commit().await?;
        let world = World::over(self.county.base()).await;
        let _worker = world.worker(&[]);
        until("it is out", async || {
            let mut tx = self.county.system().await.ok()?;
            let targets = release::targets_of(&mut tx, &[release]).await.ok()?;
            targets.iter().all(|target| target.live_at.is_some()).then_some(())
        })
        .await;
        Ok(())
    }

    /// Moves a task so many hours into the past, its reminder with it; what went live stays where it is in the time of the task.
    pub(crate) async fn shift(&self, task: RelayId, hours: i32) -> Result<(), Fault> {
        let mut conn = self.county.all_seeing().await?;
        for sql in [
            "update relay_task set ordered_at = ordered_at - make_interval(hours => $2), due_at = due_at - make_interval(hours => $2) where id = $1",
            "update relay_copy set live_at = live_at - make_interval(hours => $2) where task_id = $1",
            "update job set run_at = run_at - make_interval(hours => $2) where key = $1::text",
        ] {
            sqlx::query(sql).bind(task.0).bind(hours).execute(&mut conn).await?;
        }
        Ok(())
    }

    /// Runs the reminder that is due.
    pub(crate) async fn remind(&self) -> Result<(), Fault> {
        let job = self.county.due(relay::REMIND).await?.ok_or("no reminder is due")?;
        Ok(relay::remind(&self.county.database, &job).await?)
    }

    /// What the county's chain says of an act.
    pub(crate) async fn told(&self, act: &str) -> Result<Vec<String>, Fault> {
        let sql = "select detail from audit_event where action = $1 order by seq";
        Ok(sqlx::query_scalar(sql).bind(act).fetch_all(&mut self.county.all_seeing().await?).await?)
    }

    pub(crate) async fn number(&self, sql: &'static str) -> Result<i64, Fault> {
        Ok(sqlx::query_scalar(sql).fetch_one(&mut self.county.all_seeing().await?).await?)
    }

    pub(crate) async fn source(&self, name: &str, domain: &str) -> Result<SourceId, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        let first = date!(2020 - 01 - 01);
        let source = source::add(&mut tx, &self.admin, name, Some(domain), SourceList::National, first).await?;
        tx.commit().await?;
        Ok(source.id)
    }

    /// Takes it off the list, as of long ago.
    pub(crate) async fn end_source(&self, id: SourceId) -> Result<(), Fault> {
        let sql = "update source set ends_on = '2020-02-01' where id = $1";
        sqlx::query(sql).bind(id.0).execute(&mut self.county.all_seeing().await?).await?;
        Ok(())
    }
}

async fn website(county: &County, admin: &Actor, department: &str, name: &str) -> Result<AccountId, Fault> {
    let department = county.department(department).await?;
    let filing = NewFiling { number: format!("豫{name}"), filed_on: date!(2026 - 01 - 05), approved_on: None };
    let new = NewAccount {
        channel: Channel::Website,
        name: name.to_owned(),
        department,
        external_id: None,
        filing: Some(filing),
        settings: AccountSettings::default(),
        secret: None,
    };
    let vault = Vault::new(&"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".into())?;
    let mut tx = county.begin(admin).await?;
    let id = account::open(&mut tx, admin, &vault, new).await?.id;
    tx.commit().await?;
    Ok(id)
}
