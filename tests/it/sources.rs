//! The list of sources: its import, and what it refuses (C14).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::source::{self, ImportError};
use content::{Draft, Origin, Provenance, SourceList, article};
use platform::Refusal as _;
use platform::secrets::Vault;
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling};
use publishing::release::{self, Plan};
use tenancy::{Actor, Role};
use time::macros::{date, datetime};

use crate::county::{County, Fault, news};

const FILE: &str = "名称,域名,名单,生效日期,截止日期,转载授权\n\
    新华网,news.cn,国家,2020-01-01,,署名转载\n\
    市日报,daily.example,市,2020-01-01,,\n\
    停用报,old.example,省,2020-01-01,2020-12-31,\n\
    坏行,没有域名,外国,昨天,,\n";

#[tokio::test]
async fn c14_an_import_shows_what_it_changes_and_changes_just_that() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let mut tx = county.begin(&admin).await?;
    source::add(&mut tx, &admin, "市日报", Some("daily.example"), SourceList::Local, date!(2020 - 01 - 01)).await?;
    source::add(&mut tx, &admin, "县广播", None, SourceList::Local, date!(2020 - 01 - 01)).await?;
    let seen = source::preview(&mut tx, &admin, source::read(FILE.as_bytes())?).await?;
    assert_eq!((seen.added.len(), seen.changed.len(), seen.missing.len(), seen.same), (2, 1, 1, 0));
    let told: Vec<_> = seen.faults.iter().map(|fault| (fault.line, fault.column.label())).collect();
    assert_eq!(told, [(5, "域名"), (5, "名单"), (5, "生效日期")]);
    assert_eq!(source::list(&mut tx, None).await?.len(), 2);
    let parsed = source::read(FILE.as_bytes())?;
    source::apply(&mut tx, &admin, ("名单.csv", parsed), &seen.version, true).await?;
    let after = source::list(&mut tx, Some(date!(2030 - 01 - 01))).await?;
    assert_eq!(after.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["市日报", "新华网"]);
    assert_eq!(source::list(&mut tx, None).await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn c14_an_import_is_refused_once_the_list_has_moved_on() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&admin).await?;
    let seen = source::preview(&mut tx, &admin, source::read(FILE.as_bytes())?).await?;
    source::add(&mut tx, &admin, "又一家", None, SourceList::City, date!(2020 - 01 - 01)).await?;
    let parsed = source::read(FILE.as_bytes())?;
    let error = source::apply(&mut tx, &admin, ("名单.csv", parsed.clone()), &seen.version, false).await.unwrap_err();
    assert!(matches!(error, ImportError::Stale), "{error:?}");
    let mut tx = county.begin(&editor).await?;
    let error = source::preview(&mut tx, &editor, parsed).await.unwrap_err();
    assert_eq!(error.code(), platform::Code::Forbidden);
    Ok(())
}

#[tokio::test]
async fn c14_what_is_exported_imports_again_without_a_change() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let mut tx = county.begin(&admin).await?;
    let seen = source::preview(&mut tx, &admin, source::read(FILE.as_bytes())?).await?;
    source::apply(&mut tx, &admin, ("名单.csv", source::read(FILE.as_bytes())?), &seen.version, false).await?;
    let mut sheet = tables::Sheet::new("名单", &source::Field::ALL.map(source::Field::label));
    for row in source::export(&mut tx, &admin).await? {
        let end = row.ends_on.map(|day| day.to_string()).unwrap_or_default();
        let domain = row.domain.unwrap_or_default();
        let cells = [row.name, domain, row.list.label().to_owned(), row.starts_on.to_string(), end, row.licence];
        sheet.push(cells.map(tables::Cell::text));
    }
    for file in [sheet.xlsx()?, sheet.csv()] {
        let again = source::preview(&mut tx, &admin, source::read(&file)?).await?;
        let changes = again.added.len() + again.changed.len() + again.ended.len() + again.missing.len();
        assert_eq!((changes, again.same, again.faults.len()), (0, 3, 0));
    }
    Ok(())
}

#[tokio::test]
async fn c14_a_reprint_off_the_list_is_refused_by_name() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&admin).await?;
    let seen = source::preview(&mut tx, &admin, source::read(FILE.as_bytes())?).await?;
    source::apply(&mut tx, &admin, ("名单.csv", source::read(FILE.as_bytes())?), &seen.version, false).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let listed = source::list(&mut tx, None).await?;
    for (name, url, told) in [
        ("停用报", "https://old.example/1", "“停用报”今日不在白名单有效期内，不能转载"),
        ("市日报", "https://news.cn/1", "原文链接不属于“市日报”的网站"),
    ] {
        let source = listed.iter().find(|source| source.name == name).map(|source| source.id);
        let draft = Draft { origin: Origin::Reprint, source, source_url: Some(url.into()), ..news("转载", "正文") };
        let piece = article::create(&mut tx, &editor, draft).await?;
        let error = article::submit(&mut tx, &editor, piece.id, piece.version).await.unwrap_err();
        assert_eq!(error.fields()[0].message, told);
    }
    Ok(())
}

#[tokio::test]
async fn c14_a_reprint_keeps_its_author_time_and_licence_and_tells_what_is_wrong_with_them() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&admin).await?;
    let listed = source::add(&mut tx, &admin, "新华网", None, SourceList::National, date!(2020 - 01 - 01)).await?.id;
    tx.commit().await?;
    let known = Provenance {
        author: Some(" 王五 ".to_owned()),
        published_at: Some(datetime!(2026-03-09 00:00:00.25 UTC)),
        licence: Some("署名转载".to_owned()),
    };
    let reprint = |provenance| {
        let (source, url) = (Some(listed), Some("https://www.news.cn/a".to_owned()));
        Draft { origin: Origin::Reprint, source, source_url: url, provenance, ..news("转载", "正文") }
    };
    let (_, revision, _) = county.submit(&editor, reprint(known.clone())).await?;
    assert_eq!(revision.provenance.author.as_deref(), Some("王五"));
    assert_eq!(revision.provenance.published_at, Some(datetime!(2026-03-09 00:00 UTC)));
    let (_, plain, _) = county.submit(&editor, reprint(Provenance::default())).await?;
    assert_ne!(revision.digest, plain.digest);
    let wrong =
        Provenance { author: Some("长".repeat(61)), published_at: Some(datetime!(2999-01-01 00:00 UTC)), ..known };
    let mut tx = county.begin(&editor).await?;
    let error = article::create(&mut tx, &editor, reprint(wrong)).await.unwrap_err();
    let told: Vec<_> = error.fields().iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
    assert_eq!(told, [("sourceAuthor", "TOO_LONG"), ("sourcePublishedAt", "FUTURE")]);
    Ok(())
}

/// An account of the site, and two originals and a reprint that went live on it on a day. A reprint goes to the county at once.
async fn release_three(county: &County, admin: &Actor) -> Result<(), Fault> {
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let chief = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let publisher = county.staff("publisher", "office", &[Role::Publisher]).await?;
    let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
    let new = NewAccount {
        channel: Channel::Website,
        name: "县网站".to_owned(),
        department: county.department("office").await?,
        external_id: None,
        filing: Some(NewFiling { number: "豫".to_owned(), filed_on: date!(2026 - 01 - 05), approved_on: None }),
        settings: AccountSettings::default(),
        secret: None,
    };
    let mut tx = county.begin(admin).await?;
    let account = account::open(&mut tx, admin, &vault, new).await?.id;
    let listed = source::add(&mut tx, admin, "新华网", None, SourceList::National, date!(2020 - 01 - 01)).await?.id;
    tx.commit().await?;
    let (source, url) = (Some(listed), Some("https://www.news.cn/a".to_owned()));
    let reprint = Draft { origin: Origin::Reprint, source, source_url: url, ..news("转载", "正文") };
    for draft in [news("原创", "正文"), news("又一原创", "正文"), reprint] {
        let original = draft.origin == Origin::Original;
        let (article, _, case) = county.submit(&editor, draft).await?;
        if original {
            county.pass(&reviewer, case).await?;
        }
        county.pass(&chief, case).await?;
        let mut tx = county.begin(&publisher).await?;
        let scheduled_at = tx.now();
        release::plan(&mut tx, &publisher, Plan::at(article.id, vec![account], scheduled_at)).await?;
        tx.commit().await?;
    }
    let live = "update release_target set state = 'live', live_at = '2026-03-09 23:30 +08'";
    sqlx::query(live).execute(&mut county.all_seeing().await?).await?;
    Ok(())
}

#[tokio::test]
async fn c14_the_share_of_original_work_is_told_of_each_account() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    release_three(&county, &admin).await?;
    let mut tx = county.begin(&admin).await?;
    for (day, expected) in [(date!(2026 - 03 - 09), (2, 1)), (date!(2026 - 03 - 10), (0, 0))] {
        let shares = account::shares(&mut tx, &admin, day, day).await?;
        assert_eq!((shares.len(), (shares[0].originals, shares[0].reprints)), (1, expected), "{day}");
        assert_eq!(shares[0].share().is_some(), expected != (0, 0));
    }
    let backwards = account::shares(&mut tx, &admin, date!(2026 - 03 - 10), date!(2026 - 03 - 09)).await.unwrap_err();
    assert_eq!(backwards.fields()[0].code, "OUT_OF_ORDER");
    Ok(())
}
