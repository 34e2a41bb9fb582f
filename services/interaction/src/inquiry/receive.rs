//! Receive a letter: the form of the public site, or a citizen's first message to a WeChat account.

use platform::audit::Entry;
use platform::facts::{self, Fact};
use platform::jobs;
use platform::mask;
use platform::secrets::Vault;
use platform::{Invalid, TenantTx};
use publishing::AccountId;
use time::{Duration, OffsetDateTime};

use super::{ActError, InquiryId, Kind, Origin, Private, QueryCode, events, private, store};
use crate::clock::{self, Dues};

/// What a citizen wrote into the form.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the form's own")]
pub struct Letter {
    pub kind: Kind,
    pub title: String,
    pub body: String,
    pub name: Option<String>,
    pub phone: Option<String>,
}

/// What the citizen is given in return.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its id, for the staff's side.
    pub id: InquiryId,
    /// Opens the query page.
    pub query_code: QueryCode,
    /// When it was received.
    pub received_at: OffsetDateTime,
    /// When it is due.
    pub dues: Dues,
}

impl Letter {
    fn check(&self) -> Result<(), Invalid> {
        let mut invalid = Invalid::default();
        let mut length = |field: &'static str, text: &str, least: usize, most: usize, name: &str| {
            let count = text.trim().chars().count();
            invalid.check(least <= count, field, "TOO_SHORT", format!("{name}至少{least}字"));
            invalid.check(count <= most, field, "TOO_LONG", format!("{name}最多{most}字"));
        };
        length("input.title", &self.title, 2, 50, "标题");
        length("input.body", &self.body, 5, 2000, "内容");
        length("input.name", self.name.as_deref().unwrap_or_default(), 0, 30, "姓名");
        let phone = self.phone.as_deref().unwrap_or_default();
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let plain = phone.chars().all(|c| c.is_ascii_digit() || " +-".contains(c));
        invalid.check(
            phone.is_empty() || (plain && (7..=13).contains(&digits)),
            "input.phone",
            "NOT_A_PHONE",
            "电话号码有误",
        );
        invalid.into_result()
    }
}

/// Receives the form. The transaction's caller is the public, holding the code just drawn.
///
/// # Errors
/// With every broken field; or when sealing or the database fails.
pub async fn from_web(
    tx: &mut TenantTx,
    vault: &Vault,
    code: QueryCode,
    mut letter: Letter,
) -> Result<Receipt, ActError> {
    let keep = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    letter.name = keep(letter.name);
    letter.phone = keep(letter.phone);
    letter.check()?;
    let region = tenancy::region::find(tx, tx.county()).await?;
    if region.is_none_or(|region| region.level != "county") {
        return Err(ActError::NoCounty);
    }
    let title = letter.title.trim().to_owned();
    let private = Private {
        name: letter.name,
        phone: letter.phone,
        openid: None,
        body: format!("{title}\n{}", letter.body.trim()),
    };
    let arrived = Arrived { kind: letter.kind, origin: Origin::Web, account: None, title, body: letter.body, private };
    receive(tx, vault, code, arrived).await
}

/// Receives a first text message. The transaction's caller is the platform, in the callback.
///
/// # Errors
/// When sealing or the database fails.
pub async fn from_wechat(
    tx: &mut TenantTx,
    vault: &Vault,
    account: AccountId,
    openid: &str,
    text: &str,
) -> Result<Receipt, ActError> {
    let code = QueryCode::draw(vault)?;
    let private = Private { openid: Some(openid.to_owned()), body: text.to_owned(), ..Private::default() };
    let arrived = Arrived {
        kind: Kind::Consultation,
        origin: Origin::Wechat,
        account: Some(account),
        title: heading(text),
        body: text.to_owned(),
        private,
    };
    receive(tx, vault, code, arrived).await
}

/// The first words of a message stand as its title; a number cut in two would no longer be known for one, so it is masked first.
fn heading(text: &str) -> String {
    let line: String = mask::citizen(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 24 { line } else { format!("{}…", line.chars().take(23).collect::<String>()) }
}

struct Arrived {
    kind: Kind,
    origin: Origin,
    account: Option<AccountId>,
    title: String,
    body: String,
    private: Private,
}

async fn receive(tx: &mut TenantTx, vault: &Vault, code: QueryCode, arrived: Arrived) -> Result<Receipt, ActError> {
    let (id, now) = (InquiryId(tx.new_id()), tx.now());
    let dues = clock::dues(tx, arrived.kind, now).await?;
    let secret = &arrived.private;
    let hide = |text: &str| {
        let text = mask::given(text.trim(), secret.phone.as_deref());
        mask::citizen(&mask::given(&text, secret.name.as_deref()))
    };
    let contact = match arrived.origin {
        Origin::Wechat => "微信用户".to_owned(),
        Origin::Web => mask::contact(secret.name.as_deref(), secret.phone.as_deref()),
    };
    let new = store::New {
        id,
        query_code: code.as_str(),
        kind: arrived.kind,
        origin: arrived.origin,
        account: arrived.account.map(|account| account.0),
        title: &hide(&arrived.title),
        body: &hide(&arrived.body),
        contact_masked: &contact,
        dues,
    };
    store::insert(tx, new).await.map_err(|error| match error.constraint() {
        Some("inquiry_query_code_key") => ActError::CodeTaken,
        _ => ActError::Storage(error),
    })?;
    private::seal(tx, vault, id, 0, &arrived.private).await?;
    events::note(tx, id, "received", None, "").await?;
    let account = arrived.account.map(|account| account.0);
    let fact = Fact { kind: "inquiry.received", account, department: None, subject: id.0, value: 1 };
    facts::record(tx, fact).await?;
    if !dues.known {
        jobs::enqueue(tx, clock::RECOUNT, &id.to_string(), now + Duration::days(1), serde_json::json!({})).await?;
    }
    tx.audit(Entry::new("inquiry.receive", "inquiry", id.0).with("origin", arrived.origin.as_str()));
    Ok(Receipt { id, query_code: code, received_at: now, dues })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Letter, heading};
    use platform::Refusal as _;

    #[test]
    fn every_broken_field_is_told_at_once() {
        let letter = Letter {
            kind: Kind::Complaint,
            title: "灯".to_owned(),
            body: "坏".to_owned(),
            name: None,
            phone: Some("不告诉你".to_owned()),
        };
        let refused = letter.check().unwrap_err();
        let fields: Vec<&str> = refused.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["input.title", "input.body", "input.phone"]);
    }

    #[test]
    fn a_title_holds_no_half_of_a_number() {
        assert_eq!(
            heading("湍东镇十字路口的路灯坏了三天，电话13812345678"),
            "湍东镇十字路口的路灯坏了三天，电话******…"
        );
    }
}
