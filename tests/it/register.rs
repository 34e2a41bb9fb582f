//! 登记 (C1, C2), through the use cases: the clock of each filing, the rule of one account a platform, what a look finds, and the
//! order in which an account is closed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::Refusal as _;
use platform::secrets::Vault;
use publishing::account::closing::{self, ClosingError};
use publishing::account::discovered::{self, NewDiscovery, NoteError, Outcome, SettleError};
use publishing::account::register::{self, Completion, Entry, EntryKind, FileError, FindingKind};
use publishing::account::{
    self, Account, AccountSettings, AccountState, Change, Channel, NewAccount, NewFiling, Notice, OpenError, Papers,
    Particulars,
};
use tenancy::{Actor, Role};
use time::macros::date;
use time::{Date, Duration};

use crate::county::{County, Fault};

/// A county's desk, with a notice of the calendar around today: every day of it is worked.
struct Desk {
    county: County,
    admin: Actor,
    vault: Vault,
    today: Date,
}

impl Desk {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
        let today = platform::Clock::day_of(county.system().await?.now());
        let sql = "insert into workday (day, works, source) select day, true, '测试' from generate_series($1, $2, interval '1 day') day
             on conflict (day) do update set works = true";
        let (first, last) = (today - Duration::days(30), today + Duration::days(60));
        sqlx::query(sql).bind(first).bind(last).execute(&mut county.all_seeing().await?).await?;
        Ok(Self { county, admin, vault, today })
    }

    async fn account(&self, name: &str, channel: Channel, more: Particulars) -> Result<Account, Fault> {
        Ok(self.try_account(name, channel, more).await??)
    }

    async fn try_account(
        &self,
        name: &str,
        channel: Channel,
        more: Particulars,
    ) -> Result<Result<Account, OpenError>, Fault> {
        let new = NewAccount {
            channel,
            name: name.to_owned(),
            department: self.county.department("health").await?,
            external_id: None,
            filing: None,
            settings: AccountSettings::default(),
            secret: None,
        };
        let mut tx = self.county.begin(&self.admin).await?;
        let opened = account::open_as(&mut tx, &self.admin, &self.vault, new, more).await;
        if opened.is_ok() {
            tx.commit().await?;
        }
        Ok(opened)
    }

    async fn entries(&self, account: &Account) -> Result<Vec<Entry>, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        Ok(register::of_accounts(&mut tx, &[account.id]).await?)
    }

    async fn file(&self, entry: &Entry) -> Result<Result<Entry, FileError>, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        let filing =
            NewFiling { number: format!("豫-{}", entry.kind.as_str()), filed_on: self.today, approved_on: None };
        let filed = register::file(&mut tx, &self.admin, entry.id, filing, Papers::default()).await;
        if filed.is_ok() {
            tx.commit().await?;
        }
        Ok(filed)
    }

    async fn state(&self, account: &Account) -> Result<AccountState, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        Ok(account::by_ids(&mut tx, &[account.id]).await?.pop().ok_or("no account")?.state)
    }

    async fn found(&self) -> Result<Vec<(FindingKind, String)>, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        let found = register::findings(&mut tx, &self.admin).await?;
        Ok(found.into_iter().map(|finding| (finding.kind, finding.account.name)).collect())
    }
}

/// Of a platform by name, opened so many days ago.
fn on(platform: &str, opened_on: Date) -> Particulars {
    Particulars { platform: Some(platform.to_owned()), opened_on: Some(opened_on), ..Particulars::default() }
}

#[tokio::test]
async fn c1_an_opening_is_to_be_filed_within_five_working_days_and_only_then_may_it_publish() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let opened = desk.today - Duration::days(6);
    let account = desk.account("内乡卫健", Channel::Connector, on("微博", opened)).await?;
    assert_eq!(account.state, AccountState::Unfiled);
    let entry = desk.entries(&account).await?.pop().ok_or("no entry")?;
    assert_eq!(
        (entry.kind, entry.due_on.value(), entry.due_on.is_known()),
        (EntryKind::Open, opened + Duration::days(5), true)
    );
    assert!(entry.late(desk.today));
    assert_eq!(desk.found().await?, [(FindingKind::Overdue, "内乡卫健".to_owned())]);
    assert!(desk.file(&entry).await??.late(desk.today), "filed after its day");
    assert_eq!(desk.state(&account).await?, AccountState::Active);
    assert!(matches!(desk.file(&entry).await?, Err(FileError::Filed)));
    Ok(())
}

#[tokio::test]
async fn c1_a_day_beyond_the_calendar_is_provisional_until_the_notice_is_in() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    sqlx::query("delete from workday where $1 < day")
        .bind(desk.today)
        .execute(&mut desk.county.all_seeing().await?)
        .await?;
    let account = desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    assert!(!desk.entries(&account).await?[0].due_on.is_known());
    let sql = "insert into workday (day, works, source) select day, day <> $1 + 1, '通知' from generate_series($1 + 1, $1 + 40, interval '1 day') day";
    sqlx::query(sql).bind(desk.today).execute(&mut desk.county.all_seeing().await?).await?;
    let due = desk.entries(&account).await?[0].due_on;
    assert_eq!((due.is_known(), due.value()), (true, desk.today + Duration::days(6)), "one day of them is free");
    Ok(())
}

#[tokio::test]
async fn c1_a_department_has_one_account_on_a_platform_unless_it_says_who_allowed_another() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    let second = desk.try_account("健康内乡", Channel::Connector, on("微博", desk.today)).await?;
    assert!(matches!(second, Err(OpenError::OneOnly)));
    desk.account("内乡卫健", Channel::Connector, on("抖音", desk.today)).await?;
    let allowed =
        Particulars { allowed_by: Some("县政府办 2026 年第 3 号批复".to_owned()), ..on("微博", desk.today) };
    let allowed = desk.account("健康内乡", Channel::Connector, allowed).await?;
    let mut conn = desk.county.all_seeing().await?;
    let forced =
        sqlx::query("update account set allowed_by = null where id = $1").bind(allowed.id.0).execute(&mut conn).await;
    assert!(forced.unwrap_err().to_string().contains("account_one_per_platform_key"), "the database holds it too");
    Ok(())
}

#[tokio::test]
async fn c1_names_that_differ_are_found_and_a_change_asks_for_a_filing_of_its_own() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let weibo = desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    let douyin = desk.account("健康内乡", Channel::Connector, on("抖音", desk.today)).await?;
    for account in [&weibo, &douyin] {
        let entry = desk.entries(account).await?.pop().ok_or("no entry")?;
        desk.file(&entry).await??;
    }
    let differs =
        |found: &[(FindingKind, String)]| found.iter().filter(|(kind, _)| *kind == FindingKind::NamesDiffer).count();
    assert_eq!(differs(&desk.found().await?), 1);
    let mut tx = desk.county.begin(&desk.admin).await?;
    let change = Change {
        name: " 内乡卫健 ".to_owned(),
        department: douyin.department,
        particulars: on("抖音", desk.today),
        occurred_on: desk.today,
        note: "统一名称".to_owned(),
    };
    let changed = account::change(&mut tx, &desk.admin, douyin.id, change).await?;
    tx.commit().await?;
    assert_eq!(
        (changed.name.as_str(), changed.state),
        ("内乡卫健", AccountState::Active),
        "it goes on under the filing before"
    );
    assert_eq!(differs(&desk.found().await?), 0);
    let entry = desk.entries(&douyin).await?.pop().ok_or("no entry")?;
    assert_eq!((entry.kind, entry.filing.is_none()), (EntryKind::Change, true));
    let filed = desk.file(&entry).await??.filing.ok_or("no filing")?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    let now = account::by_ids(&mut tx, &[douyin.id]).await?.pop().and_then(|account| account.filing);
    assert_eq!(now.map(|filing| filing.id), Some(filed.id), "the change's filing is in force");
    Ok(())
}

#[tokio::test]
async fn c1_what_a_filing_has_already_stays_as_it_is() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    let entry = desk.entries(&account).await?.pop().ok_or("no entry")?;
    desk.file(&entry).await??;
    assert!(desk.found().await?.contains(&(FindingKind::NoNotice, "内乡卫健".to_owned())));
    let notice = |address: &str| Papers {
        attachment: None,
        notice: Some(Notice { text: None, address: Some(address.to_owned()), on: desk.today }),
    };
    for (approved, address) in [(None, "https://a.gov.cn/1"), (Some(desk.today), "https://a.gov.cn/2")] {
        let mut tx = desk.county.begin(&desk.admin).await?;
        let more = Completion { approved_on: approved, papers: notice(address) };
        register::complete(&mut tx, &desk.admin, entry.id, more).await?;
        tx.commit().await?;
    }
    let filing = desk.entries(&account).await?.remove(0).filing.ok_or("no filing")?;
    assert_eq!(filing.approved_on, Some(desk.today));
    assert_eq!(filing.papers.notice.and_then(|notice| notice.address).as_deref(), Some("https://a.gov.cn/1"));
    assert!(desk.found().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn c1_an_account_is_closed_in_order_and_each_step_keeps_who_and_when() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let (today, admin) = (desk.today, &desk.admin);
    let account = desk.account("内乡卫健", Channel::Connector, on("微博", today)).await?;
    desk.file(&desk.entries(&account).await?[0]).await??;
    let mut tx = desk.county.begin(admin).await?;
    let early = closing::cancelled(&mut tx, admin, account.id, today).await;
    assert!(matches!(early, Err(ClosingError::Order)), "{early:?}");
    closing::begin(&mut tx, admin, account.id, "长期无力维护").await?;
    closing::keep(&mut tx, admin, account.id).await?;
    closing::begin(&mut tx, admin, account.id, "长期无力维护").await?;
    tx.commit().await?;
    assert_eq!(desk.state(&account).await?, AccountState::Active, "its last notice goes out on it");
    let mut tx = desk.county.begin(admin).await?;
    closing::noticed(&mut tx, admin, account.id, "https://weibo.com/1", today).await?;
    let kept = closing::keep(&mut tx, admin, account.id).await;
    assert!(matches!(kept, Err(ClosingError::Order)), "the public was told");
    let closing = closing::cancelled(&mut tx, admin, account.id, today).await?;
    tx.commit().await?;
    assert_eq!(closing.noticed.and_then(|done| done.by), admin.person());
    assert_eq!(desk.state(&account).await?, AccountState::Closing);
    let entries = desk.entries(&account).await?;
    let of = |kind| entries.iter().find(|entry| entry.kind == kind).ok_or("no such entry");
    assert!(matches!(desk.file(of(EntryKind::Cancel)?).await?, Err(FileError::Order)));
    desk.file(of(EntryKind::Close)?).await??;
    desk.file(of(EntryKind::Cancel)?).await??;
    assert_eq!(desk.state(&account).await?, AccountState::Closed);
    Ok(())
}

#[tokio::test]
async fn c1_a_closed_account_leaves_the_list_and_stays_in_the_register() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    let close = "update account set state = 'closed' where id = $1";
    sqlx::query(close).bind(account.id.0).execute(&mut desk.county.all_seeing().await?).await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    assert!(account::list(&mut tx).await?.is_empty());
    assert_eq!(account::list_with_closed(&mut tx).await?.len(), 1);
    drop(tx);
    desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    Ok(())
}

#[tokio::test]
async fn c1_an_unregistered_account_is_listed_once_and_settled_with_what_became_of_it() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let found = |platform: &str| NewDiscovery {
        platform: platform.to_owned(),
        name: "内乡县卫生".to_owned(),
        address: None,
        found_by: "例行巡查".to_owned(),
        found_on: desk.today,
    };
    let mut tx = desk.county.begin(&desk.admin).await?;
    let noted = discovered::note(&mut tx, &desk.admin, found("快手")).await?;
    tx.commit().await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    assert!(matches!(discovered::note(&mut tx, &desk.admin, found("快手")).await, Err(NoteError::Listed)));
    let account = desk.account("内乡卫健", Channel::Connector, on("快手", desk.today)).await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    let unnamed = discovered::settle(&mut tx, &desk.admin, noted.id, Outcome::Registered, "", None).await;
    assert_eq!(unnamed.unwrap_err().fields()[0].field, "accountId");
    discovered::settle(&mut tx, &desk.admin, noted.id, Outcome::AskedToClose, "已电话通知", None).await?;
    let settled = discovered::settle(&mut tx, &desk.admin, noted.id, Outcome::Registered, "", Some(account.id)).await?;
    assert_eq!((settled.outcome, settled.account), (Some(Outcome::Registered), Some(account.id)));
    let again = discovered::settle(&mut tx, &desk.admin, noted.id, Outcome::NotOurs, "", None).await;
    assert!(matches!(again, Err(SettleError::Settled)));
    Ok(())
}

#[tokio::test]
async fn c1_bad_input_names_its_fields_all_at_once() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let wrong = Particulars {
        address: Some("weibo.com/1".to_owned()),
        opened_on: Some(desk.today + Duration::days(1)),
        allowed_by: Some("王".to_owned()),
        ..on(&"平".repeat(31), desk.today)
    };
    let Err(OpenError::Invalid(invalid)) = desk.try_account("", Channel::Connector, wrong).await? else {
        panic!("opened")
    };
    let fields: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["input.name", "input.platform", "input.address", "input.allowedBy", "input.openedOn"]);
    let early =
        NewFiling { number: String::new(), filed_on: date!(2020 - 01 - 01), approved_on: Some(date!(2019 - 01 - 01)) };
    let account = desk.account("内乡卫健", Channel::Connector, on("微博", desk.today)).await?;
    let entry = desk.entries(&account).await?.remove(0);
    let mut tx = desk.county.begin(&desk.admin).await?;
    let Err(FileError::Invalid(invalid)) =
        register::file(&mut tx, &desk.admin, entry.id, early, Papers::default()).await
    else {
        panic!("filed")
    };
    let fields: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["input.filingNumber", "input.approvedOn", "input.filedOn"]);
    Ok(())
}
