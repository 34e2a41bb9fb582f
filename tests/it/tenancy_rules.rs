//! Sign-in, roles and grants against the real database.

use std::sync::Arc;

use platform::secrets::Vault;
use platform::{Caller, Clock, CountyId, Database, DepartmentId, Path, PersonId, Reach, Refusal as _};
use sqlx::{Connection as _, PgConnection};
use tenancy::person::{self, NewPerson};
use tenancy::session::{self, SignInError};
use tenancy::{Actor, Membership, Policy, Role};
use test_database::TestDatabase;
use uuid::Uuid;

const COUNTY: CountyId = CountyId(411_325);
const DESK: Uuid = Uuid::from_u128(1);

struct Town {
    _test: TestDatabase,
    database: Database,
    vault: Vault,
    policy: Arc<Policy>,
}

impl Town {
    async fn new() -> Self {
        let test = test_database::fresh().await.unwrap();
        let mut admin = PgConnection::connect(&test.admin_url()).await.unwrap();
        sqlx::raw_sql(
            "insert into region (code, level, name, name_en) values (410000, 'province', '河南省', 'Henan'), (411325, 'county', '内乡县', 'Neixiang');
             insert into department (county_id, id, slug, name, name_en, kind)
             values (411325, '00000000-0000-0000-0000-000000000001', 'xxgkb', '信息公开办', 'Information Office', 'information_office')",
        )
        .execute(&mut admin)
        .await
        .unwrap();
        let database = Database::connect(&test.app_url(), 4, Clock::default()).await.unwrap();
        let vault = Vault::new(&"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".into()).unwrap();
        Self { _test: test, database, vault, policy: Arc::new(Policy::load().await.unwrap()) }
    }

    fn actor(&self, role: Role) -> Actor {
        let caller = Caller::staff(
            COUNTY,
            DepartmentId(DESK),
            PersonId(Uuid::from_u128(99)),
            "管理员",
            Reach::County,
            Path::Console,
        );
        Actor::new(caller, vec![Membership { role, department: None }], self.policy.clone())
    }

    async fn add(&self, login: &str) -> PersonId {
        let admin = self.actor(Role::CountyAdmin);
        let mut tx = self.database.begin(admin.caller()).await.unwrap();
        let new = NewPerson {
            login: login.into(),
            name: "王编辑".into(),
            department: DepartmentId(DESK),
            password: "Neixiang-2026".into(),
        };
        let person = person::create(&mut tx, &admin, new).await.unwrap();
        tx.commit().await.unwrap();
        person.id
    }

    async fn sign_in(&self, login: &str, password: &str) -> Result<session::SignedIn, SignInError> {
        session::sign_in(&self.database, &self.vault, COUNTY, login, password.into(), Path::Console).await
    }
}

#[tokio::test]
async fn a_person_signs_in_and_the_session_ends_after_ten_idle_minutes() {
    let town = Town::new().await;
    town.add("wang").await;
    let signed_in = town.sign_in("wang", "Neixiang-2026").await.unwrap();
    let resume = || session::resume(&town.database, &signed_in.token, Path::Console);
    assert!(resume().await.unwrap().is_some());
    town.database.clock().advance(599);
    assert!(resume().await.unwrap().is_some());
    town.database.clock().advance(601);
    assert!(resume().await.unwrap().is_none());
}

#[tokio::test]
async fn five_failures_lock_a_login_for_300_seconds() {
    let town = Town::new().await;
    town.add("wang").await;
    for _ in 0..4 {
        assert!(matches!(town.sign_in("wang", "wrong").await, Err(SignInError::Wrong)));
    }
    assert!(matches!(town.sign_in("wang", "wrong").await, Err(SignInError::Locked)));
    assert!(matches!(town.sign_in("wang", "Neixiang-2026").await, Err(SignInError::Locked)));
    town.database.clock().advance(301);
    assert!(town.sign_in("wang", "Neixiang-2026").await.is_ok());
}

#[tokio::test]
async fn an_unknown_login_is_answered_as_a_wrong_password() {
    let town = Town::new().await;
    assert!(matches!(town.sign_in("nobody", "Neixiang-2026").await, Err(SignInError::Wrong)));
}

#[tokio::test]
async fn every_fault_of_a_new_person_is_told_at_once() {
    let town = Town::new().await;
    let admin = town.actor(Role::CountyAdmin);
    let mut tx = town.database.begin(admin.caller()).await.unwrap();
    let new =
        NewPerson { login: "王".into(), name: " ".into(), department: DepartmentId(DESK), password: "short".into() };
    let error = person::create(&mut tx, &admin, new).await.unwrap_err();
    let fields: Vec<&str> = error.fields().iter().map(|field| field.code).collect();
    assert_eq!(fields, ["LOGIN_FORM", "NAME_LENGTH", "PASSWORD_TOO_SHORT", "PASSWORD_TOO_SIMPLE"]);
}

#[tokio::test]
async fn the_three_administrations_are_three_people() {
    let town = Town::new().await;
    let person = town.add("wang").await;
    let security = town.actor(Role::SecurityAdmin);
    let mut tx = town.database.begin(security.caller()).await.unwrap();
    person::grant_role(&mut tx, &security, person, Role::CountyAdmin, None).await.unwrap();
    let second = person::grant_role(&mut tx, &security, person, Role::Auditor, None).await.unwrap_err();
    assert_eq!(second.reason(), "THREE_ADMINISTRATIONS");
}

#[tokio::test]
async fn only_the_security_administrator_gives_roles_and_never_to_themselves() {
    let town = Town::new().await;
    let person = town.add("wang").await;
    let admin = town.actor(Role::CountyAdmin);
    let mut tx = town.database.begin(admin.caller()).await.unwrap();
    let refused = person::grant_role(&mut tx, &admin, person, Role::Editor, None).await.unwrap_err();
    assert_eq!(refused.reason(), "ROLE_REQUIRED");
    let security = town.actor(Role::SecurityAdmin);
    let oneself =
        person::grant_role(&mut tx, &security, PersonId(Uuid::from_u128(99)), Role::Editor, None).await.unwrap_err();
    assert_eq!(oneself.reason(), "ONESELF");
}

#[tokio::test]
async fn a_person_who_left_loses_every_session_at_once() {
    let town = Town::new().await;
    let person = town.add("wang").await;
    let signed_in = town.sign_in("wang", "Neixiang-2026").await.unwrap();
    let admin = town.actor(Role::CountyAdmin);
    let mut tx = town.database.begin(admin.caller()).await.unwrap();
    person::deactivate(&mut tx, &admin, person).await.unwrap();
    tx.commit().await.unwrap();
    assert!(session::resume(&town.database, &signed_in.token, Path::Console).await.unwrap().is_none());
    assert!(matches!(town.sign_in("wang", "Neixiang-2026").await, Err(SignInError::Wrong)));
}

#[tokio::test]
async fn i3_what_each_role_may_do_is_this_table() {
    insta::assert_snapshot!("role_action_table", Policy::load().await.unwrap().table());
}
