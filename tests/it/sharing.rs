//! 部门共享 and 传播 (C22), through the use cases: who consents to what, what is taken, and what the whole matrix looks like.

use content::article::{self, Article};
use content::share::{self, AskError, OfferError, SettleError, Share, ShareState, Side, TakeError};
use content::{Draft, Origin, column};
use publishing::spread::{self, BLAST, BlastLimit, NodeKind};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};
use crate::relay::room::Room;

const ADDRESS: &str = "https://gov.example/411325/articles/1";

async fn offered(county: &County, giver: &Actor, piece: &Article, to: &str) -> Result<Share, Fault> {
    let to = county.department(to).await?;
    let mut tx = county.begin(giver).await?;
    let share = share::offer(&mut tx, giver, piece.id, &[to], ("请用", ADDRESS)).await?.pop().ok_or("not offered")?;
    tx.commit().await?;
    Ok(share)
}

async fn taken(county: &County, taker: &Actor, share: &Share) -> Result<Result<Article, TakeError>, Fault> {
    let mut tx = county.begin(taker).await?;
    let taken = share::take(&mut tx, taker, share.id).await;
    if taken.is_ok() {
        tx.commit().await?;
    }
    Ok(taken.map(|(_, article)| article))
}

async fn drafted(room: &Room, title: &str) -> Result<Article, Fault> {
    let mut tx = room.county.begin(&room.health).await?;
    let piece = article::create(&mut tx, &room.health, news(title, "正文一段。")).await?;
    tx.commit().await?;
    Ok(piece)
}

#[tokio::test]
async fn c22_a_draft_is_offered_taken_once_and_says_whose_it_is() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = drafted(&room, "接种门诊名单").await?;
    let share = offered(&room.county, &room.health, &piece, "education").await?;
    let draft = taken(&room.county, &room.education, &share).await??;
    assert_eq!((draft.origin, draft.carried.name.as_deref()), (Origin::Reprint, Some("卫生健康委员会")));
    assert_eq!((draft.carried.from, draft.carried.ordered), (Some(piece.id), None));
    let both = [room.education.person().unwrap(), room.health.person().unwrap()];
    assert_eq!(draft.writers, both, "I3: its writers stay writers");
    assert_eq!(taken(&room.county, &room.education, &share).await??.id, draft.id, "once");
    let (revision, case) = room.submit(&room.education, &draft).await?;
    assert_eq!(revision.source_name.as_deref(), Some("卫生健康委员会"));
    assert!(!revision.relay);
    assert_eq!(room.chain(case).await?, ["县级审核（六关，核对稿源）"], "it is reviewed like any reprint");
    Ok(())
}

#[tokio::test]
async fn c22_what_is_taken_are_the_words_that_were_offered() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = drafted(&room, "初稿").await?;
    let share = offered(&room.county, &room.health, &piece, "education").await?;
    room.edit(&room.health, &piece, news("改稿", "另一段。")).await??;
    assert_eq!(taken(&room.county, &room.education, &share).await??.title, "初稿");
    Ok(())
}

#[tokio::test]
async fn i1_a_share_is_seen_by_its_two_sides_and_taken_by_the_one_it_is_given_to() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = drafted(&room, "内部").await?;
    let share = offered(&room.county, &room.health, &piece, "education").await?;
    let stranger = room.county.staff("office.clerk", "office", &[Role::Editor]).await?;
    let refused = taken(&room.county, &stranger, &share).await?;
    assert!(matches!(refused, Err(TakeError::NotFound)), "the desk sees it, and takes nothing of others: {refused:?}");
    let mut tx = room.county.begin(&room.education).await?;
    let given = share::list(&mut tx, &room.education, Side::In, None, 20).await?.rows;
    assert_eq!(given.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["内部"]);
    assert!(article::by_ids(&mut tx, &[piece.id]).await?.is_empty(), "the draft itself stays hidden");
    let wrong = share::offer(&mut tx, &room.education, piece.id, &[share.from], ("", ADDRESS)).await;
    assert!(matches!(wrong, Err(OfferError::NotFound)), "{wrong:?}");
    Ok(())
}

#[tokio::test]
async fn c22_one_asks_for_what_is_out_and_takes_it_once_the_owner_agrees() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("家庭医生签约").await?;
    let mut tx = room.county.begin(&room.education).await?;
    let share = share::ask(&mut tx, &room.education, piece.id, ("校园专栏要用", ADDRESS)).await?;
    let again = share::ask(&mut tx, &room.education, piece.id, ("", ADDRESS)).await;
    assert!(matches!(again, Err(AskError::DoesNotFit)), "{again:?}");
    drop(tx);
    let mut tx = room.county.begin(&room.education).await?;
    let share = share::ask(&mut tx, &room.education, piece.id, (&share.note, ADDRESS)).await?;
    tx.commit().await?;
    let early = taken(&room.county, &room.education, &share).await?;
    assert!(matches!(early, Err(TakeError::DoesNotFit)), "nothing without consent: {early:?}");
    let mut tx = room.county.begin(&room.education).await?;
    let own = share::agree(&mut tx, &room.education, share.id).await;
    assert!(matches!(own, Err(AskError::Refused(_))), "consent is the owner's: {own:?}");
    drop(tx);
    let mut tx = room.county.begin(&room.health).await?;
    assert_eq!(share::waiting(&mut tx, &room.health, 9).await?.len(), 1);
    let agreed = share::agree(&mut tx, &room.health, share.id).await?;
    tx.commit().await?;
    assert_eq!((agreed.asked_by, agreed.offered_by), (room.education.person(), room.health.person()), "both are kept");
    let draft = taken(&room.county, &room.education, &agreed).await??;
    assert_eq!(draft.source_url.as_deref(), Some(ADDRESS));
    Ok(())
}

#[tokio::test]
async fn c22_an_offer_is_declined_with_a_reason_or_taken_back_before_it_is_taken() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = drafted(&room, "科普").await?;
    let share = offered(&room.county, &room.health, &piece, "education").await?;
    let mut tx = room.county.begin(&room.education).await?;
    let silent = share::decline(&mut tx, &room.education, share.id, " ").await;
    assert!(matches!(silent, Err(SettleError::Invalid(_))), "{silent:?}");
    let declined = share::decline(&mut tx, &room.education, share.id, "与本部门无关").await?;
    assert_eq!(declined.state, ShareState::Declined);
    tx.commit().await?;
    let second = offered(&room.county, &room.health, &piece, "education").await?;
    let mut tx = room.county.begin(&room.health).await?;
    share::recall(&mut tx, &room.health, second.id).await?;
    tx.commit().await?;
    let late = taken(&room.county, &room.education, &second).await?;
    assert!(matches!(late, Err(TakeError::DoesNotFit)), "{late:?}");
    Ok(())
}

#[tokio::test]
async fn c22_a_piece_under_review_or_limited_is_offered_to_nobody() -> Result<(), Fault> {
    let room = Room::open().await?;
    let (waiting, ..) = room.county.submit(&room.health, news("在审", "正文。")).await?;
    let to = room.county.department("education").await?;
    let mut tx = room.county.begin(&room.health).await?;
    let refused = share::offer(&mut tx, &room.health, waiting.id, &[to], ("", ADDRESS)).await;
    assert!(matches!(refused, Err(OfferError::DoesNotFit)), "{refused:?}");
    drop(tx);
    let limited = drafted(&room, "限阅").await?;
    let mut tx = room.county.begin(&room.health).await?;
    content::access::limit(&mut tx, &room.health, limited.id, &[], &[]).await?;
    let refused = share::offer(&mut tx, &room.health, limited.id, &[to], ("", ADDRESS)).await;
    assert!(matches!(refused, Err(OfferError::Limited)), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn c22_the_same_words_on_many_accounts_within_minutes_are_told_before_they_are_planned() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("通稿").await?;
    let draft = Draft { origin: Origin::Original, ..news("通稿", "正文一段。") };
    let (copied, _, case) = room.county.submit(&room.education, draft).await?;
    room.county.pass(&room.education_reviewer, case).await?;
    room.county.pass(&room.desk, case).await?;
    let mut tx = room.county.begin(&room.operator()).await?;
    BLAST.set(&mut tx, &BlastLimit { accounts: 3, minutes: 10 }).await?;
    tx.commit().await?;
    let [health, office, education] = room.accounts;
    room.plan(piece.id, &[health]).await?;
    let asked = async |accounts: &[publishing::AccountId], minutes: i64| -> Result<Option<usize>, Fault> {
        let mut tx = room.county.begin(room.publisher()).await?;
        let at = tx.now() + time::Duration::minutes(minutes);
        let blast = spread::blast(&mut tx, room.publisher(), copied.id, accounts, at).await?;
        Ok(blast.map(|blast| blast.accounts.len()))
    };
    assert_eq!(asked(&[office, education], 0).await?, Some(3), "with what another department plans of the same words");
    assert_eq!(asked(&[office], 0).await?, None);
    assert_eq!(asked(&[office, education], 30).await?, None, "later, they are two");
    Ok(())
}

#[tokio::test]
async fn c22_a_relay_is_no_blast() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("通稿").await?;
    let task = room.order(room.ours(&piece, publishing::relay::Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    let (_, case) = room.submit(&room.education, &draft).await?;
    room.county.pass(&room.education_reviewer, case).await?;
    let mut tx = room.county.begin(&room.operator()).await?;
    BLAST.set(&mut tx, &BlastLimit { accounts: 2, minutes: 10 }).await?;
    tx.commit().await?;
    let mut tx = room.county.begin(room.publisher()).await?;
    let now = tx.now();
    assert!(spread::blast(&mut tx, room.publisher(), piece.id, &room.accounts, now).await?.is_some());
    assert!(spread::blast(&mut tx, room.publisher(), draft.id, &room.accounts, now).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn c22_a_column_is_shared_by_the_accounts_it_is_given_and_no_others() -> Result<(), Fault> {
    let room = Room::open().await?;
    let operator = room.operator();
    let mut tx = room.county.begin(&operator).await?;
    let shared = column::create(&mut tx, &operator, "health", "健康", "Health", 1).await?.id;
    tx.commit().await?;
    let [health, office, education] = room.accounts;
    for (given, kept) in [(vec![health, office], 2), (vec![education], 1), (vec![], 0)] {
        let mut tx = room.county.begin(room.admin()).await?;
        spread::share_column(&mut tx, room.admin(), shared, &given).await?;
        let mut now: Vec<_> = spread::accounts_of(&mut tx, &[shared]).await?.into_iter().map(|row| row.1).collect();
        now.sort_unstable();
        let mut given = given;
        given.sort_unstable();
        assert_eq!((now.len(), now), (kept, given));
        tx.commit().await?;
    }
    let mut tx = room.county.begin(&room.health).await?;
    let refused = spread::share_column(&mut tx, &room.health, shared, &[health]).await;
    assert!(matches!(refused, Err(spread::ColumnsError::Refused(_))), "{refused:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c23_the_picture_shows_where_a_piece_stands_what_was_carried_of_it_and_who_owes_it() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("接种门诊名单").await?;
    room.put_out(piece.id, 0).await?;
    let task = room.order(room.ours(&piece, publishing::relay::Among::All)).await??;
    room.take(&room.education, task.id).await??;
    let share = offered(&room.county, &room.health, &piece, "office").await?;
    taken(&room.county, &room.office, &share).await??;
    let mut tx = room.county.begin(&room.desk).await?;
    let nodes = spread::spread(&mut tx, &room.desk, piece.id).await?.nodes;
    let told: Vec<_> = nodes.iter().map(|node| (node.kind, node.parent, node.state, node.reached)).collect();
    let expected = [
        (NodeKind::Piece, None, "released", true),
        (NodeKind::Account, Some(0), "live", true),
        (NodeKind::Relay, Some(0), "draft", false),
        (NodeKind::Share, Some(0), "draft", false),
        (NodeKind::Owed, Some(0), "open", false),
        (NodeKind::Owed, Some(0), "open", false),
    ];
    assert_eq!(told, expected);
    let mut tx = room.county.begin(&room.education).await?;
    let seen = spread::spread(&mut tx, &room.education, piece.id).await?.nodes;
    assert!(seen.iter().all(|node| node.kind != NodeKind::Share), "another department's draft is not in its picture");
    Ok(())
}
