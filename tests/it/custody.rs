//! 密钥托管 (C25): who sees an account's credentials, and the one token that all processes share of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::Refusal as _;
use platform::secrets::Vault;
use publishing::AccountId;
use publishing::account::custody::{self, AskError, Request, RevealError, SettleError, Standing};
use publishing::account::register::{self, FindingKind};
use publishing::account::{self, AccountState, NewSecret};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tenancy::second_factor::Proof;
use tenancy::{Actor, Membership, Policy, Role};
use tests::until;

use crate::county::Fault;
use crate::desk::{Desk, filing};

fn vault() -> Result<Vault, Fault> {
    Ok(Vault::new(&STANDARD.encode([7_u8; 32]).into())?)
}

/// A desk with an account, and a second person who may allow.
struct Safe {
    desk: Desk,
    account: AccountId,
    second: Actor,
}

impl Safe {
    async fn open(appid: &str) -> Result<Self, Fault> {
        let desk = Desk::open().await?;
        let account = desk.account(appid, Some(filing()), None).await?;
        let second = desk.county.staff("security", "office", &[Role::SecurityAdmin]).await?;
        Ok(Self { desk, account, second })
    }

    async fn ask(&self) -> Result<Result<Request, AskError>, Fault> {
        let mut tx = self.desk.county.begin(&self.desk.admin).await?;
        let asked = custody::ask(&mut tx, &self.desk.admin, self.account, "迁移到新服务器").await;
        if asked.is_ok() {
            tx.commit().await?;
        }
        Ok(asked)
    }

    async fn allow(&self, who: &Actor, request: &Request) -> Result<Result<Request, SettleError>, Fault> {
        let mut tx = self.desk.county.begin(who).await?;
        let settled = custody::settle(&mut tx, who, request.id, true, "").await;
        if settled.is_ok() {
            tx.commit().await?;
        }
        Ok(settled)
    }

    async fn reveal(&self, who: &Actor, request: &Request) -> Result<Result<custody::Revealed, RevealError>, Fault> {
        let mut tx = self.desk.county.begin(who).await?;
        let seen = custody::reveal(&mut tx, who, &vault()?, request.id).await;
        if seen.is_ok() {
            tx.commit().await?;
        }
        Ok(seen)
    }

    async fn acts(&self) -> Result<Vec<String>, Fault> {
        let sql = "select action from audit_event where subject_id = $1 and action like 'credential.%' order by seq";
        Ok(sqlx::query_scalar(sql).bind(self.account.0).fetch_all(&mut self.desk.county.all_seeing().await?).await?)
    }
}

#[tokio::test]
async fn c25_credentials_are_seen_by_two_peoples_doing_once_and_each_act_is_on_the_trail() -> Result<(), Fault> {
    let safe = Safe::open("wxreveal").await?;
    let admin = &safe.desk.admin;
    let request = safe.ask().await??;
    assert!(matches!(safe.ask().await?, Err(AskError::Open)));
    assert!(matches!(safe.reveal(admin, &request).await?, Err(RevealError::NotAllowed)));
    assert!(matches!(safe.allow(admin, &request).await?, Err(SettleError::Refused(_))), "who asks does not allow");
    let allowed = safe.allow(&safe.second, &request).await??;
    assert_eq!(allowed.settled_by, safe.second.person());
    assert!(matches!(safe.allow(&safe.second, &request).await?, Err(SettleError::Settled)));
    assert!(
        matches!(safe.reveal(&safe.second, &request).await?, Err(RevealError::Refused(_))),
        "who allows does not see"
    );
    let seen = safe.reveal(admin, &request).await??;
    assert_eq!(seen.app_secret.expose_secret(), "sandbox-secret");
    assert!(matches!(safe.reveal(admin, &request).await?, Err(RevealError::Ended)));
    assert_eq!(safe.acts().await?, ["credential.ask", "credential.allow", "credential.reveal"]);
    Ok(())
}

#[tokio::test]
async fn c25_one_person_with_both_roles_cannot_be_two_and_the_database_holds_it() -> Result<(), Fault> {
    let safe = Safe::open("wxboth").await?;
    // Nobody is given both; whoever came to hold them would be stopped here.
    let roles = [Role::CountyAdmin, Role::SecurityAdmin].map(|role| Membership { role, department: None });
    let admin = &safe.desk.admin;
    let both = Actor::new(admin.caller().clone(), roles.into(), Policy::load().await?.into()).proving(admin.proof());
    let mut tx = safe.desk.county.begin(&both).await?;
    let request = custody::ask(&mut tx, &both, safe.account, "看看").await?;
    tx.commit().await?;
    assert!(matches!(safe.allow(&both, &request).await?, Err(SettleError::Own)));
    let forced =
        "update credential_request set settled_by = asked_by, settled_at = now(), allowed = true, ends_at = now()";
    let forced = sqlx::query(forced).execute(&mut safe.desk.county.all_seeing().await?).await;
    assert!(forced.unwrap_err().to_string().contains("credential_request_two"));
    let mut tx = safe.desk.county.begin(&safe.second).await?;
    let refused = custody::settle(&mut tx, &safe.second, request.id, false, "理由不足").await?;
    let now = tx.now();
    tx.commit().await?;
    assert_eq!(refused.standing(now), Standing::Refused);
    assert!(matches!(safe.reveal(&both, &request).await?, Err(RevealError::NotAllowed)));
    Ok(())
}

#[tokio::test]
async fn c25_minutes_and_a_code_of_the_phone_stand_before_what_is_seen() -> Result<(), Fault> {
    let safe = Safe::open("wxminutes").await?;
    let request = safe.ask().await??;
    let unproved = safe.second.clone().proving(Proof::Enrolled);
    let refused = safe.allow(&unproved, &request).await?.unwrap_err();
    assert_eq!(refused.reason(), "SECOND_FACTOR_REQUIRED");
    safe.allow(&safe.second, &request).await??;
    let unproved = safe.desk.admin.clone().proving(Proof::NotEnrolled);
    assert_eq!(safe.reveal(&unproved, &request).await?.unwrap_err().reason(), "ENROL_FIRST");
    let past = "update credential_request set ends_at = now() - interval '1 second'";
    sqlx::query(past).execute(&mut safe.desk.county.all_seeing().await?).await?;
    assert!(matches!(safe.reveal(&safe.desk.admin, &request).await?, Err(RevealError::Ended)));
    let forced = sqlx::query("update credential_request set revealed_at = now()");
    let forced = forced.execute(&mut safe.desk.county.all_seeing().await?).await;
    assert!(forced.unwrap_err().to_string().contains("credential_request_once"), "the database holds it too");
    Ok(())
}

#[tokio::test]
async fn c25_what_is_lost_stops_the_account_until_it_is_replaced() -> Result<(), Fault> {
    let safe = Safe::open("wxlost").await?;
    let (desk, admin) = (&safe.desk, &safe.desk.admin);
    let mut tx = desk.county.begin(admin).await?;
    let lost = custody::lose(&mut tx, admin, safe.account, "经办人离岗未交接").await?;
    tx.commit().await?;
    assert_eq!(lost.state, AccountState::Paused);
    let kinds = async || {
        let mut tx = desk.county.begin(admin).await?;
        let found = register::findings(&mut tx, admin).await?;
        Ok::<_, Fault>(found.into_iter().map(|finding| finding.kind).collect::<Vec<_>>())
    };
    assert!(kinds().await?.contains(&FindingKind::SecretLost));
    let secret = |app_secret: &str| NewSecret {
        app_secret: app_secret.into(),
        token: "sandboxtoken".into(),
        encoding_aes_key: "".into(),
        previous_aes_key: "".into(),
    };
    let mut tx = desk.county.begin(admin).await?;
    let empty = custody::replace(&mut tx, admin, &vault()?, safe.account, secret("")).await.unwrap_err();
    assert_eq!(empty.fields()[0].field, "input.appSecret");
    let replaced = custody::replace(&mut tx, admin, &vault()?, safe.account, secret("renewed-secret")).await?;
    assert!(replaced.custody.lost.is_none());
    assert_eq!(account::resume(&mut tx, admin, safe.account).await?.state, AccountState::Active);
    tx.commit().await?;
    assert!(!kinds().await?.contains(&FindingKind::SecretLost));
    let old = "update account set secret_set_at = now() - interval '80 days'";
    sqlx::query(old).execute(&mut desk.county.all_seeing().await?).await?;
    assert!(kinds().await?.contains(&FindingKind::RotationDue), "ten days before the day");
    Ok(())
}

/// Calls of the sandbox's log that asked for a token.
async fn fetches(desk: &Desk) -> usize {
    let journal = desk.world.wechat().await.journal();
    let asks = |line: &&Value| {
        line["kind"] == "call" && line["path"].as_str().is_some_and(|path| path.contains("stable_token"))
    };
    journal.iter().filter(asks).count()
}

/// Three processes, with one piece in hand each, are at it while one call for a token is being answered.
async fn all_wait_for_one(desk: &Desk) {
    let held = "select count(*) from release_target where state = 'sending' and now() < lease_until";
    let fetching = "select count(*) from account_token where clock_timestamp() < lease_until";
    until("three processes want a token that one fetches", async || {
        let (held, fetching) = (desk.number(held).await.ok()?, desk.number(fetching).await.ok()?);
        ((held, fetching) == (3, 1)).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_token_is_fetched_once_for_all_processes_and_again_once_when_it_is_refused() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxtoken", Some(filing()), None).await?;
    let mut pieces = Vec::new();
    for number in 0..6 {
        pieces.push(desk.piece(&format!("令牌 {number}")).await?);
    }
    let (first, second) = pieces.split_at(3);
    // A fetch takes so long that every process comes to want the token while one of them fetches it.
    let slow = json!({ "kind": "delay", "ms": 1500, "path": "stable_token", "appid": "wxtoken", "count": 2 });
    desk.world.wechat().await.tell("faults", &slow).await;
    let workers = [desk.worker(1, None), desk.worker(1, None), desk.worker(1, None)];
    until("all three work", async || workers.iter().all(|worker| worker.said().contains("working")).then_some(()))
        .await;
    for piece in first {
        desk.plan(piece, &[account]).await??;
    }
    all_wait_for_one(&desk).await;
    until("three are accepted", async || (3 <= desk.effects("publish_accepted").await.len()).then_some(())).await;
    assert_eq!(fetches(&desk).await, 1, "three processes, says the sandbox");
    desk.world.wechat().await.tell("tokens/expire", &json!({ "appid": "wxtoken" })).await;
    for piece in second {
        desk.plan(piece, &[account]).await??;
    }
    all_wait_for_one(&desk).await;
    until("six are accepted", async || (6 <= desk.effects("publish_accepted").await.len()).then_some(())).await;
    assert_eq!(fetches(&desk).await, 2, "and once more after it was refused");
    let mut conn = desk.county.all_seeing().await?;
    let uses = "select count(*) from audit_event where action = 'account.use_secret'";
    assert_eq!(sqlx::query_scalar::<_, i64>(uses).fetch_one(&mut conn).await?, 2);
    Ok(())
}
