//! 素材库: what is found in it and by whom, its folders, and what a licence says about the texts that show a file.

use content::access;
use content::article;
use content::media::folder::{self, FolderError, RemoveError};
use content::media::licence::{self, Weight};
use content::media::{self, Edit, Filter, LicenceState, Shelf as Whose};
use content::submission::{self, NewSubmission, Text};
use content::{Kind, MediaId, Revision};
use platform::{Clock, Refusal as _};
use review::findings::{self, FixError};
use sqlx::Row as _;
use tenancy::{Actor, Role};
use time::Duration;

use crate::county::{County, Fault};
use crate::media::{Shelf, illustrated};
use crate::story::writing::PICTURE;

async fn found(county: &County, actor: &Actor, filter: &Filter) -> Result<Vec<MediaId>, Fault> {
    let mut tx = county.begin(actor).await?;
    Ok(media::list(&mut tx, actor, filter, None, 20).await?.rows.into_iter().map(|row| row.id).collect())
}

fn asking(asked: &str) -> Filter {
    Filter { search: Some(asked.to_owned()), shelf: Whose::All, ..Filter::default() }
}

async fn say(shelf: &Shelf, id: MediaId, edit: Edit) -> Result<(), Fault> {
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    media::edit(&mut tx, &shelf.editor, id, edit).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn i1_chinese_words_find_a_file_for_its_department_and_not_for_its_neighbours() -> Result<(), Fault> {
    let shelf = Shelf::open("words").await?;
    let county = &shelf.county;
    let neighbour = county.neighbour().await?;
    let school = county.staff("school", "education", &[Role::Editor]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let other = neighbour.staff("editor", "health", &[Role::Editor]).await?;
    let media = shelf.put("image/png", PICTURE).await?.id;
    let edit = Edit {
        alt: "农技人员在麦田里查看墒情".to_owned(), tags: vec!["猕猴桃".to_owned()], ..Edit::default()
    };
    say(&shelf, media, edit).await?;
    for asked in ["麦田", "农技人员 墒情", "猕猴桃", "图.png"] {
        assert_eq!(found(county, &shelf.editor, &asking(asked)).await?, [media], "{asked}");
        assert_eq!(found(county, &desk, &asking(asked)).await?, [media], "{asked}");
        for (county, stranger) in [(county, &school), (&neighbour, &other)] {
            assert!(found(county, stranger, &asking(asked)).await?.is_empty(), "{asked}");
        }
    }
    assert!(found(county, &shelf.editor, &asking("水库")).await?.is_empty());
    let tagged = |tag: &str| Filter { tags: vec![tag.to_owned()], ..Filter::default() };
    assert_eq!(found(county, &shelf.editor, &tagged("猕猴桃")).await?, [media]);
    assert!(found(county, &shelf.editor, &tagged("猕猴")).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn media_search_uses_its_index_under_row_security_among_many_files() -> Result<(), Fault> {
    let shelf = Shelf::open("plan").await?;
    let media = shelf.put("image/png", PICTURE).await?.id;
    say(&shelf, media, Edit { alt: "小麦".to_owned(), ..Edit::default() }).await?;
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let piece = article::create(&mut tx, &shelf.editor, illustrated(media, "图")).await?;
    access::limit(&mut tx, &shelf.editor, piece.id, &[], &[shelf.editor.person().ok_or("nobody")?]).await?;
    tx.commit().await?;
    let many = "insert into media (county_id, id, department_id, uploaded_by, kind, mime, bytes, sha256, object_key, file_name, state,
           created_at, words)
         select county_id, gen_random_uuid(), department_id, uploaded_by, kind, mime, bytes, sha256, 'k' || n, 'n', 'ready', now(),
           to_tsvector('simple', 'w' || n) from media, generate_series(1, 20000) n";
    let mut all_seeing = shelf.county.all_seeing().await?;
    sqlx::raw_sql(many).execute(&mut all_seeing).await?;
    sqlx::raw_sql("analyze media").execute(&mut all_seeing).await?;
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let asked = "explain select id from media where county_id = 411325 and state = 'ready' and words @@ '小麦'::tsquery
         order by id desc limit 21";
    let plan = sqlx::query(asked).fetch_all(tx.conn()).await?;
    let plan: Vec<String> = plan.iter().map(|line| line.get(0)).collect();
    assert!(plan.join("\n").contains("media_words_idx"), "{plan:#?}");
    assert!(plan.join("\n").contains("hashed SubPlan"), "{plan:#?}");
    Ok(())
}

#[tokio::test]
async fn i1_a_picture_that_only_a_limited_draft_shows_is_hidden_with_it() -> Result<(), Fault> {
    let shelf = Shelf::open("limited").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let colleague = county.staff("colleague", "health", &[Role::Editor]).await?;
    let (secret, shared) = (shelf.put("image/png", PICTURE).await?.id, shelf.put("image/png", PICTURE).await?.id);
    let mut tx = county.begin(editor).await?;
    let piece = article::create(&mut tx, editor, illustrated(secret, "图")).await?;
    article::create(&mut tx, editor, illustrated(shared, "图")).await?;
    tx.commit().await?;
    assert_eq!(found(county, &colleague, &Filter::default()).await?.len(), 2);
    let mut tx = county.begin(editor).await?;
    access::limit(&mut tx, editor, piece.id, &[], &[editor.person().ok_or("nobody")?]).await?;
    tx.commit().await?;
    assert_eq!(found(county, &colleague, &Filter::default()).await?, [shared]);
    assert_eq!(found(county, editor, &Filter::default()).await?.len(), 2);
    let mut tx = county.begin(editor).await?;
    article::create(&mut tx, editor, illustrated(secret, "也在别处")).await?;
    tx.commit().await?;
    assert_eq!(found(county, &colleague, &Filter::default()).await?.len(), 2, "what an open draft shows is no secret");
    Ok(())
}

#[tokio::test]
async fn folders_make_a_tree_of_one_department_and_no_ring() -> Result<(), Fault> {
    let shelf = Shelf::open("folders").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let media = shelf.put("image/png", PICTURE).await?.id;
    let mut tx = county.begin(editor).await?;
    let year = folder::add(&mut tx, editor, " 2026 ", None).await?;
    let spring = folder::add(&mut tx, editor, "春耕", Some(year.id)).await?;
    let ring = folder::change(&mut tx, editor, year.id, "2026", Some(spring.id)).await.unwrap_err();
    assert_eq!(ring.fields().first().map(|fault| fault.code), Some("WITHIN_ITSELF"));
    media::file_under(&mut tx, editor, &[media], Some(spring.id)).await?;
    assert!(matches!(folder::remove(&mut tx, editor, spring.id).await, Err(RemoveError::NotEmpty)));
    let counted: Vec<_> = folder::list(&mut tx, editor).await?.into_iter().map(|one| (one.name, one.files)).collect();
    assert_eq!(counted, [("2026".to_owned(), 0), ("春耕".to_owned(), 1)]);
    tx.commit().await?;
    let within = Filter { folder: Some(spring.id), ..Filter::default() };
    assert_eq!(found(county, editor, &within).await?, [media]);
    let other = county.staff("other", "education", &[Role::Editor]).await?;
    let mut tx = county.begin(&other).await?;
    assert!(folder::list(&mut tx, &other).await?.is_empty());
    let refused = folder::add(&mut tx, &other, "甲", Some(year.id)).await.unwrap_err();
    assert_eq!(refused.fields().first().map(|fault| fault.code), Some("UNKNOWN_FOLDER"));
    drop(tx);
    let mut tx = county.begin(editor).await?;
    let taken = folder::add(&mut tx, editor, "2026", None).await;
    assert!(matches!(taken, Err(FolderError::NameTaken)), "{taken:?}");
    Ok(())
}

async fn submitted(shelf: &Shelf, media: MediaId) -> Result<Result<(Revision, Vec<String>), FixError>, Fault> {
    let checkers = content::Checkers::new(shelf.county.database.clone());
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let piece = article::create(&mut tx, &shelf.editor, illustrated(media, "一张图")).await?;
    let (_, revision) = article::submit(&mut tx, &shelf.editor, piece.id, piece.version).await?;
    let run = match findings::fix(&mut tx, &shelf.editor, &checkers, &revision, &[]).await {
        Ok(run) => run,
        Err(refused) => return Ok(Err(refused)),
    };
    let codes = run.findings.into_iter().map(|found| found.seen.finding.code).collect();
    Ok(Ok((revision, codes)))
}

#[tokio::test]
async fn c15_a_licence_that_has_ended_is_a_finding_and_holds_up_where_the_county_says_so() -> Result<(), Fault> {
    let shelf = Shelf::open("licence").await?;
    let county = &shelf.county;
    let today = Clock::day_of(county.database.clock().now());
    let media = shelf.put("image/png", PICTURE).await?.id;
    let until = |days| Edit {
        alt: "图".to_owned(),
        holder: "县摄影协会".to_owned(),
        licence_ends_on: Some(today + Duration::days(days)),
        ..Edit::default()
    };
    say(&shelf, media, until(0)).await?;
    let (_, codes) = submitted(&shelf, media).await??;
    assert!(!codes.contains(&"LICENCE_EXPIRED".to_owned()), "its last day counts: {codes:?}");
    say(&shelf, media, until(-1)).await?;
    let (_, codes) = submitted(&shelf, media).await??;
    assert!(codes.contains(&"LICENCE_EXPIRED".to_owned()), "{codes:?}");
    let mut tx = county.system().await?;
    licence::EXPIRED.set(&mut tx, &Weight::Block).await?;
    tx.commit().await?;
    assert!(matches!(submitted(&shelf, media).await?, Err(FixError::Blocked)));
    Ok(())
}

#[tokio::test]
async fn c15_licences_that_end_within_thirty_days_are_listed_and_wait_for_who_keeps_the_library() -> Result<(), Fault> {
    let shelf = Shelf::open("ending").await?;
    let county = &shelf.county;
    let today = Clock::day_of(county.database.clock().now());
    let mut files = Vec::new();
    for days in [Some(400), Some(30), Some(-2), None] {
        let media = shelf.put("image/png", PICTURE).await?.id;
        say(&shelf, media, Edit { licence_ends_on: days.map(|days| today + Duration::days(days)), ..Edit::default() })
            .await?;
        files.push(media);
    }
    let standing = |licence| Filter { licence: Some(licence), ..Filter::default() };
    let states = [LicenceState::Valid, LicenceState::Expiring, LicenceState::Expired, LicenceState::Open];
    for (file, state) in files.iter().zip(states) {
        assert_eq!(found(county, &shelf.editor, &standing(state)).await?, [*file], "{state:?}");
    }
    let mut tx = county.begin(&shelf.editor).await?;
    let waits: Vec<_> = licence::ending(&mut tx, &shelf.editor, 9).await?.iter().map(|file| file.id).collect();
    assert_eq!(waits, [files[2], files[1]]);
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let mut tx = county.begin(&reviewer).await?;
    assert!(licence::ending(&mut tx, &reviewer, 9).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn i1_submissions_are_found_by_chinese_words_by_their_department_and_the_desk() -> Result<(), Fault> {
    let county = County::open().await?;
    let desk = county.staff("desk", "office", &[Role::Editor]).await?;
    let health = county.staff("health", "health", &[Role::Editor]).await?;
    let school = county.staff("school", "education", &[Role::Editor]).await?;
    let blocks =
        serde_json::json!([{ "type": "paragraph", "spans": [{ "text": "卫生院医护人员进村入户为老年人接种疫苗。" }] }]);
    let text = Text::Written { title: "接种提醒".to_owned(), blocks, kind: Kind::Notice };
    let new = NewSubmission { text, note: "请安排头条".to_owned(), attachments: Vec::new(), assignment: None };
    let mut tx = county.begin(&health).await?;
    let sent = submission::send(&mut tx, &health, new).await?;
    tx.commit().await?;
    let titles = async |actor: &Actor, asked: &str| -> Result<usize, Fault> {
        let filter = submission::Filter { search: Some(asked.to_owned()), ..submission::Filter::default() };
        let mut tx = county.begin(actor).await?;
        Ok(submission::list(&mut tx, actor, &filter, None, 20).await?.rows.len())
    };
    for asked in ["疫苗", "医护人员 老年人", "头条", &sent.number] {
        assert_eq!((titles(&health, asked).await?, titles(&desk, asked).await?), (1, 1), "{asked}");
        assert_eq!(titles(&school, asked).await?, 0, "{asked}");
    }
    assert_eq!((titles(&desk, "水库").await?, titles(&desk, "，。").await?), (0, 0));
    let mut tx = county.system().await?;
    content::search::forget_words(&mut tx).await?;
    tx.commit().await?;
    assert_eq!(titles(&desk, "疫苗").await?, 0);
    let mut tx = county.system().await?;
    assert_eq!(content::search::cut(&mut tx).await?, 1);
    tx.commit().await?;
    assert_eq!(titles(&desk, "疫苗").await?, 1);
    Ok(())
}
