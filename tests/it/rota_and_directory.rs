//! Who is on duty, and where people turn to.

use civic::directory::{self, NewEntry};
use duty::rota;
use platform::Caller;
use tenancy::Role;
use time::Duration;

use crate::county::{County, Fault};

#[tokio::test]
async fn the_rota_tells_who_is_on_duty_now() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let officer = county.staff("officer", "office", &[Role::DutyOfficer]).await?;
    let person = officer.person().ok_or("no person")?;
    let mut tx = county.begin(&admin).await?;
    let now = tx.now();
    rota::enter(&mut tx, &admin, person, now - Duration::HOUR, now + Duration::HOUR).await?;
    let refused = rota::enter(&mut tx, &admin, person, now, now - Duration::HOUR).await;
    assert!(matches!(refused, Err(rota::EnterError::Invalid(_))), "{refused:?}");
    tx.commit().await?;
    let mut tx = county.begin(&officer).await?;
    assert_eq!(rota::on_duty(&mut tx, now).await?.first().map(|shift| shift.person), Some(person));
    assert!(rota::on_duty(&mut tx, now + Duration::hours(2)).await?.is_empty());
    let refused = rota::enter(&mut tx, &officer, person, now, now + Duration::HOUR).await;
    assert!(matches!(refused, Err(rota::EnterError::Refused(_))), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn a_place_entered_again_is_put_right_and_the_public_reads_it() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let department = county.department("health").await?;
    let mut tx = county.begin(&admin).await?;
    for phone in ["0377-65331234", "0377-65335678"] {
        let new = NewEntry {
            department,
            name: "预防接种门诊".to_owned(),
            address: "内乡县城关镇县衙路".to_owned(),
            hours: "周一至周六 8:00–17:30".to_owned(),
            phone: phone.to_owned(),
        };
        directory::enter(&mut tx, &admin, new).await?;
    }
    tx.commit().await?;
    let mut tx = county.database.begin_read(&Caller::public(county.code)).await?;
    let phones: Vec<String> = directory::list(&mut tx).await?.into_iter().map(|entry| entry.phone).collect();
    assert_eq!(phones, ["0377-65335678"]);
    Ok(())
}
