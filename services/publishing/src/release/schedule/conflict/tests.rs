use time::macros::{date, datetime, time};
use uuid::Uuid;

use super::{Asked, Known};
use crate::AccountId;
use crate::account::custody::Custody;
use crate::account::{Account, AccountSettings, AccountState, Capability, Channel, Particulars};
use crate::release::schedule::conflict::Kind;
use crate::release::schedule::store::{Taken, Used};
use crate::release::schedule::{BlockedDate, Embargo, Window};
use content::ArticleId;
use platform::{DepartmentId, PersonId};
use time::{Duration, OffsetDateTime};

const ID: Uuid = Uuid::from_u128(1);
const ACCOUNT: AccountId = AccountId(ID);
const NOON: OffsetDateTime = datetime!(2026-12-13 12:00 +8);

fn known() -> Known {
    let account = Account {
        id: ACCOUNT,
        department: DepartmentId(ID),
        channel: Channel::Wechat,
        name: "内乡发布".to_owned(),
        external_id: None,
        state: AccountState::Active,
        paused_reason: None,
        filing: None,
        particulars: Particulars::default(),
        verified: true,
        capabilities: Capability::ALL.to_vec(),
        custody: Custody::default(),
        settings: AccountSettings { pushes_per_day: Some(1), ..AccountSettings::default() },
        last_live_at: None,
        pushes_left_today: Some(1),
    };
    Known {
        windows: Vec::new(),
        blocked: Vec::new(),
        embargoes: Vec::new(),
        accounts: vec![account],
        taken: Vec::new(),
        used: Vec::new(),
        lead: Duration::ZERO,
        slot: Duration::minutes(10),
        now: NOON - Duration::hours(1),
    }
}

fn at(at: OffsetDateTime) -> Asked {
    Asked { article: ArticleId(ID), accounts: vec![ACCOUNT], at, release: None, expires_at: None, emergency: false }
}

fn found(known: &Known, one: &Asked) -> Vec<Kind> {
    known.against(one, 0, std::slice::from_ref(one)).into_iter().map(|conflict| conflict.kind).collect()
}

#[test]
fn a_window_of_the_account_takes_the_place_of_the_countys() {
    let window = |account, opens, closes| Window { account, opens, closes };
    let mut known = known();
    known.windows = vec![window(None, time!(7:30), time!(22:00))];
    assert!(found(&known, &at(NOON)).is_empty());
    assert_eq!(found(&known, &at(datetime!(2026-12-13 14:00 UTC))), [Kind::Window], "22:00 in China is outside");
    known.windows.push(window(Some(ACCOUNT), time!(18:00), time!(20:00)));
    assert_eq!(found(&known, &at(NOON)), [Kind::Window]);
    assert!(found(&known, &Asked { emergency: true, ..at(NOON) }).is_empty(), "an emergency keeps no window");
}

#[test]
fn a_day_is_blocked_by_the_countys_calendar_and_full_by_what_is_planned_and_used() {
    let mut known = known();
    known.blocked =
        vec![BlockedDate { id: ID, day: date!(2026 - 12 - 13), account: None, reason: "国家公祭日".to_owned() }];
    assert_eq!(found(&known, &at(NOON)), [Kind::BlockedDate]);
    let next = NOON + Duration::days(1);
    known.taken = vec![Taken { account: ACCOUNT, at: next + Duration::hours(3) }];
    assert_eq!(found(&known, &at(next)), [Kind::Quota]);
    assert_eq!(found(&known, &at(next + Duration::hours(3) + Duration::minutes(9))), [Kind::SameSlot, Kind::Quota]);
    known.blocked.clear();
    known.used = vec![Used { account: ACCOUNT, push: true, count: 1 }];
    assert_eq!(found(&known, &at(NOON)), [Kind::Quota], "today's push is used");
}

#[test]
fn an_embargo_and_an_end_stop_even_an_emergency() {
    let mut known = known();
    let (article, department, set_by) = (ArticleId(ID), DepartmentId(ID), PersonId(ID));
    let until = NOON + Duration::hours(1);
    known.embargoes =
        vec![Embargo { article, department, until, reason: "统一口径".to_owned(), set_by, set_at: NOON }];
    let urgent = Asked { emergency: true, expires_at: Some(NOON), ..at(NOON) };
    assert_eq!(found(&known, &urgent), [Kind::Embargo, Kind::Expired]);
    assert!(found(&known, &urgent).iter().all(|kind| kind.stops()));
    assert!(found(&known, &at(until)).is_empty());
}

#[test]
fn what_is_moved_at_once_is_beside_each_other() {
    let known = known();
    let both = [at(NOON + Duration::days(1)), at(NOON + Duration::days(1))];
    let kinds: Vec<Kind> = known.against(&both[0], 0, &both).into_iter().map(|conflict| conflict.kind).collect();
    assert_eq!(kinds, [Kind::SameSlot, Kind::Quota]);
}
