//! The address at which a program fetches a file of a piece that is not public yet: it names the target, ends, and is sealed with our
//! key, so that nobody makes one up.

use platform::CountyId;
use platform::secrets::Vault;
use time::{Duration, OffsetDateTime};

use content::MediaId;

use crate::TargetId;

/// Time a program has to fetch what it was told of.
const GOOD_FOR: Duration = Duration::days(3);

/// What such an address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct PictureLink {
    pub county: CountyId,
    pub target: TargetId,
    pub media: MediaId,
    /// Until when it opens, in seconds.
    pub until: i64,
}

impl PictureLink {
    /// Of a target that is due at this time: the same address whenever the message is written.
    pub(crate) fn of(county: CountyId, target: TargetId, media: MediaId, due: OffsetDateTime) -> Self {
        Self { county, target, media, until: (due + GOOD_FOR).unix_timestamp() }
    }

    /// The address.
    pub(crate) fn address(&self, vault: &Vault, site: &str) -> String {
        let Self { county, target, media, until } = self;
        let seal = hex::encode(vault.mac(&self.said()));
        format!("{site}/connectors/{county}/files/{target}/{media}?until={until}&seal={seal}")
    }

    fn said(self) -> String {
        let Self { county, target, media, until } = self;
        format!("connector-file/{county}/{target}/{media}/{until}")
    }
}

/// True where the seal is ours and its time has not passed.
#[must_use]
pub fn linked(vault: &Vault, link: PictureLink, seal: &str, now: OffsetDateTime) -> bool {
    // Two digests under our key: how far a guess fits shows in no time that is measured.
    let ours = vault.mac(&hex::encode(vault.mac(&link.said())));
    ours == vault.mac(seal) && now.unix_timestamp() <= link.until
}

#[cfg(test)]
mod tests {
    use super::{PictureLink, linked};
    use crate::TargetId;
    use content::MediaId;
    use platform::CountyId;
    use platform::secrets::Vault;
    use time::Duration;
    use time::macros::datetime;
    use uuid::Uuid;

    #[test]
    fn i1_an_address_opens_its_own_file_for_three_days_and_nothing_else() {
        let vault = Vault::new(&"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".into()).unwrap();
        let due = datetime!(2026-03-09 08:00 UTC);
        let id = |number| Uuid::from_u128(number);
        let link = PictureLink::of(CountyId(411_325), TargetId(id(1)), MediaId(id(2)), due);
        let address = link.address(&vault, "https://example.cn");
        let seal = address.split("seal=").nth(1).unwrap();
        assert!(linked(&vault, link, seal, due + Duration::days(2)));
        assert!(!linked(&vault, link, seal, due + Duration::days(4)), "ended");
        assert!(!linked(&vault, PictureLink { until: link.until + 9, ..link }, seal, due), "prolonged");
        assert!(!linked(&vault, PictureLink { media: MediaId(id(3)), ..link }, seal, due), "another file");
        assert!(!linked(&vault, link, "", due));
    }
}
