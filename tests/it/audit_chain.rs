//! I8: the chain of a county verifies from genesis, and one changed byte anywhere breaks it at that row.

use platform::audit::{Entry, Verdict, verify};
use platform::{Caller, Clock, CountyId, Database, Path};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use test_database::TestDatabase;

const COUNTY: CountyId = CountyId(411_325);

async fn chain_of(acts: usize) -> (TestDatabase, PgConnection) {
    let test = test_database::fresh().await.unwrap();
    let mut admin = PgConnection::connect(&test.admin_url()).await.unwrap();
    sqlx::query("insert into region (code, level, name, name_en) values (411325, 'county', '内乡县', 'Neixiang')")
        .execute(&mut admin)
        .await
        .unwrap();
    let database = Database::connect(&test.app_url(), 2, Clock::default()).await.unwrap();
    for act in 0..acts {
        let mut tx = database.begin(&Caller::system(COUNTY, "试验机", Path::Worker)).await.unwrap();
        tx.audit(Entry::new("test.act", "thing", uuid::Uuid::from_u128(7)).with("number", act).with("word", "一二三"));
        tx.commit().await.unwrap();
    }
    (test, admin)
}

#[tokio::test]
async fn i8_a_chain_verifies_from_genesis() {
    let (_test, mut admin) = chain_of(5).await;
    assert_eq!(verify(&mut admin, COUNTY).await.unwrap(), Verdict::Whole(5));
}

#[tokio::test]
async fn i8_one_changed_byte_in_any_column_of_any_row_is_named() {
    let (_test, mut admin) = chain_of(3).await;
    let changes = [
        "at = at + interval '1 microsecond'",
        "actor_id = gen_random_uuid()",
        "actor_name = actor_name || '.'",
        "path = 'console'",
        "action = 'test.acr'",
        "subject_kind = 'thinG'",
        "subject_id = null",
        "department_id = gen_random_uuid()",
        "detail = replace(detail, '三', '叁')",
        "hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
    ];
    for change in changes {
        let mut tx = admin.begin().await.unwrap();
        let update = format!("update audit_event set {change} where seq = 2");
        sqlx::query(AssertSqlSafe(update)).execute(&mut *tx).await.unwrap();
        let verdict = verify(&mut tx, COUNTY).await.unwrap();
        assert_eq!(verdict, Verdict::Broken { seq: 2, why: "row was changed" }, "{change}");
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn i8_a_missing_row_and_a_missing_end_are_found() {
    let (_test, mut admin) = chain_of(3).await;
    for (seq, broken) in [(2, 2), (3, 3)] {
        let mut tx = admin.begin().await.unwrap();
        sqlx::query("delete from audit_event where seq = $1").bind(seq).execute(&mut *tx).await.unwrap();
        let verdict = verify(&mut tx, COUNTY).await.unwrap();
        assert!(matches!(verdict, Verdict::Broken { seq, .. } if seq == broken), "{verdict:?}");
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn i8_a_hundred_acts_at_once_make_one_chain() {
    let (test, mut admin) = chain_of(0).await;
    let database = Database::connect(&test.app_url(), 8, Clock::default()).await.unwrap();
    let acts = (0..100).map(|_| {
        let database = database.clone();
        tokio::spawn(async move {
            let mut tx = database.begin(&Caller::system(COUNTY, "试验机", Path::Worker)).await.unwrap();
            tx.audit(Entry::new("test.act", "thing", None));
            tx.commit().await.unwrap();
        })
    });
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap();
    }
    assert_eq!(verify(&mut admin, COUNTY).await.unwrap(), Verdict::Whole(100));
}

#[tokio::test]
async fn i8_the_application_can_neither_change_nor_delete_an_audit_row() {
    let (test, _admin) = chain_of(1).await;
    let mut app = PgConnection::connect(&test.app_url()).await.unwrap();
    sqlx::raw_sql("set juzhen.county = '411325'; set juzhen.reach = 'system'").execute(&mut app).await.unwrap();
    for statement in ["update audit_event set action = 'x'", "delete from audit_event"] {
        let refused = sqlx::query(statement).execute(&mut app).await.unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{statement}: {refused}");
    }
}
