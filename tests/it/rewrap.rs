//! The deployment's keys (C25): renewed by a command, from a list or from a KMS, without losing a value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::config::Secrets;
use platform::secrets::{Suite, Vault};
use publishing::account;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::county::Fault;
use crate::desk::{Desk, filing};

/// What the world's processes are configured with, and a list beside it.
fn secrets(suite: Suite, wrap_keys: &str) -> Secrets {
    Secrets {
        key: STANDARD.encode([7_u8; 32]).into(),
        suite,
        wrap_keys: wrap_keys.into(),
        wrap_keys_file: String::new(),
        kms_url: String::new(),
        kms_key: String::new(),
        kms_token: SecretString::default(),
    }
}

/// A KMS that opens one thing, for who shows the token.
async fn kms(key: String) -> Result<String, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let read = stream.read(&mut request).await.unwrap_or_default();
            let request = String::from_utf8_lossy(request.get(..read).unwrap_or_default()).into_owned();
            let known =
                request.starts_with("POST /v1/transit/decrypt/juzhen ") && request.contains("x-vault-token: t0ken");
            let (status, body) = if known {
                ("200 OK", format!("{{\"data\":{{\"plaintext\":\"{key}\"}}}}"))
            } else {
                ("403 Forbidden", "{}".to_owned())
            };
            let answer = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    Ok(base)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c25_rewrapping_puts_everything_under_the_key_in_force_and_the_old_one_may_go() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxrewrap", Some(filing()), None).await?;
    let opened = async |vault: &Vault| {
        let mut tx = desk.county.system().await?;
        let found = account::credentials(&mut tx, vault, account).await;
        Ok::<_, Fault>(found.ok().map(|found| found.app_secret.expose_secret().to_owned()))
    };
    let (a, b) = (STANDARD.encode([3_u8; 32]), STANDARD.encode([4_u8; 32]));
    let both = format!("2026b:{b},2026a:{a}");
    let steps = [
        ("aes", Suite::Aes, format!("2026a:{a}")),
        ("sm4", Suite::Sm4, both),
        ("sm4", Suite::Sm4, format!("2026b:{b}")),
    ];
    for (word, suite, list) in steps {
        let variables = [("JUZHEN_SECRETS_SUITE", word), ("JUZHEN_SECRETS_WRAP_KEYS", list.as_str())];
        let run = desk.world.run_with(&["secrets", "rewrap"], &variables);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let vault = Vault::load(&secrets(suite, &list)).await?;
        assert_eq!(opened(&vault).await?.as_deref(), Some("sandbox-secret"), "{list}");
    }
    assert_eq!(
        opened(&Vault::load(&secrets(Suite::Aes, "")).await?).await?,
        None,
        "k1 alone does not open it any more"
    );
    let acts = "select count(*) from audit_event where action = 'secrets.rewrap' and county_id = 411325";
    assert_eq!(desk.number(acts).await?, 2, "the third time there was nothing to do");
    let trail = desk.world.run(&["audit", "verify"]);
    assert!(trail.status.success(), "{}", String::from_utf8_lossy(&trail.stdout));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c25_a_kms_opens_the_wrapping_keys_at_the_start() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxkms", Some(filing()), None).await?;
    let key = STANDARD.encode([5_u8; 32]);
    let base = kms(key.clone()).await?;
    let mut variables = vec![
        ("JUZHEN_SECRETS_WRAP_KEYS", "2026c:vault:v1:c2VhbGVk"),
        ("JUZHEN_SECRETS_KMS_URL", base.as_str()),
        ("JUZHEN_SECRETS_KMS_KEY", "juzhen"),
        ("JUZHEN_SECRETS_KMS_TOKEN", "wrong"),
    ];
    let refused = desk.world.run_with(&["secrets", "rewrap"], &variables);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("key management system"));
    variables.pop();
    variables.push(("JUZHEN_SECRETS_KMS_TOKEN", "t0ken"));
    let run = desk.world.run_with(&["secrets", "rewrap"], &variables);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let vault = Vault::load(&secrets(Suite::Aes, &format!("2026c:{key}"))).await?;
    let mut tx = desk.county.system().await?;
    assert_eq!(account::credentials(&mut tx, &vault, account).await?.app_secret.expose_secret(), "sandbox-secret");
    Ok(())
}

/// Columns of bytes that hold no sealed value: digests, marks, hashes.
const OPEN: [&str; 9] = [
    "account_token.made_for",
    "audit_event.hash",
    "audit_head.hash",
    "customer_window.openid_mac",
    "fact_check.answered_text",
    "fact_check.asked_text",
    "inquiry_private.openid_mac",
    "relay_draw.seed",
    "wechat_comment.reader_mac",
];

/// Named by what they are.
const NAMED: [&str; 4] = ["_hash", "digest", "sha256", "evidence"];

#[tokio::test]
async fn c25_every_column_that_may_hold_a_sealed_value_is_rewrapped() -> Result<(), Fault> {
    let desk = crate::county::County::open().await?;
    let sql = "select table_name || '.' || column_name from information_schema.columns
         where table_schema = 'public' and table_name <> '_sqlx_migrations' and (udt_name = 'bytea' or udt_name = '_bytea') order by 1";
    let columns: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut desk.all_seeing().await?).await?;
    let command = include_str!("../../services/juzhen/src/commands/secrets.rs");
    let sealed = |column: &String| {
        let (table, name) = column.split_once('.').unwrap_or_default();
        command.contains(&format!("(\"{table}\", \"{name}\","))
    };
    let open = |column: &String| OPEN.contains(&column.as_str()) || NAMED.iter().any(|word| column.ends_with(word));
    let missing: Vec<&String> = columns.iter().filter(|column| !sealed(column) && !open(column)).collect();
    assert!(
        missing.is_empty(),
        "{missing:?}: add to SEALED in services/juzhen/src/commands/secrets.rs, or to OPEN here"
    );
    Ok(())
}
