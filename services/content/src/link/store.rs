//! Every statement on `link`.

use platform::{Storage, TenantTx};
use ring::digest::{SHA256, digest};
use time::OffsetDateTime;

use super::{Link, LinkFault};

/// The key of an address.
pub(super) fn hash(address: &str) -> Vec<u8> {
    digest(&SHA256, address.as_bytes()).as_ref().to_vec()
}

/// Notes addresses; gives the keys of those to be asked: new ones, and those last asked before `stale`.
pub(super) async fn note(
    tx: &mut TenantTx,
    addresses: &[String],
    stale: OffsetDateTime,
) -> Result<Vec<Vec<u8>>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let hashes: Vec<Vec<u8>> = addresses.iter().map(|address| hash(address)).collect();
    let due = sqlx::query_scalar!(
        "insert into link as l (county_id, address_hash, address, noted_at)
         select $1, hash, address, $4 from unnest($2::bytea[], $3::text[]) as noted (hash, address)
         on conflict (county_id, address_hash) do update set noted_at = excluded.noted_at where l.county_id = $1 and l.asked_at < $5
         returning address_hash",
        county,
        &hashes,
        addresses,
        now,
        stale
    );
    Ok(due.fetch_all(tx.conn()).await?)
}

/// An address by its key.
pub(super) async fn find(tx: &mut TenantTx, hash: &[u8]) -> Result<Option<Link>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Link,
        r#"select address, asked_at, status, fault as "fault: LinkFault", failures from link where county_id = $1 and address_hash = $2"#,
        county,
        hash
    );
    Ok(row.fetch_optional(tx.conn()).await?)
}

/// Those of these addresses that lead nowhere.
pub(super) async fn faulty(tx: &mut TenantTx, addresses: &[&str]) -> Result<Vec<Link>, Storage> {
    let county = tx.county().0;
    let hashes: Vec<Vec<u8>> = addresses.iter().map(|address| hash(address)).collect();
    let rows = sqlx::query_as!(
        Link,
        r#"select address, asked_at, status, fault as "fault: LinkFault", failures from link
           where county_id = $1 and address_hash = any($2) and fault is not null"#,
        county,
        &hashes
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// Keeps what an address answered.
pub(super) async fn keep(tx: &mut TenantTx, hash: &[u8], link: &Link) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update link set asked_at = $3, status = $4, fault = $5, failures = $6 where county_id = $1 and address_hash = $2",
        county,
        hash,
        link.asked_at,
        link.status,
        link.fault.map(LinkFault::as_str),
        link.failures
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
