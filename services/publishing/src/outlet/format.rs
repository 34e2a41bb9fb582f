//! The forms a document is handed over in. It is kept as ninjs 3.1; the others are made of that when it leaves.

mod newsml;
mod older_ninjs;

use serde_json::Value;

use crate::word::words;

pub use newsml::escaped;

words! {
    /// A form of a document.
    Format {
        /// IPTC ninjs 3.1.
        Ninjs31 = "ninjs-3.1",
        /// IPTC ninjs 2.2: the same in the spelling of version 2.
        Ninjs22 = "ninjs-2.2",
        /// IPTC NewsML-G2 2.34.
        Newsml = "newsml-g2",
    }
}

impl Format {
    /// Its media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Ninjs31 | Self::Ninjs22 => "application/json; charset=utf-8",
            Self::Newsml => "application/vnd.iptc.g2.newsitem+xml; charset=utf-8",
        }
    }

    /// Writes a kept document in this form.
    #[must_use]
    pub fn write(self, document: &Value) -> String {
        match self {
            Self::Ninjs31 | Self::Ninjs22 => self.shaped(document).to_string(),
            Self::Newsml => newsml::of(document),
        }
    }

    /// A kept document in the version of ninjs that this form is; in the newest where it is none.
    #[must_use]
    pub fn shaped(self, document: &Value) -> Value {
        if self == Self::Ninjs22 { older_ninjs::of(document) } else { document.clone() }
    }

    /// The form a client asks for by `Accept`, by the profile of ninjs or the type of NewsML-G2; none where it names neither.
    #[must_use]
    pub fn asked(accept: &str) -> Option<Self> {
        let accept = accept.to_ascii_lowercase();
        if accept.contains("iptc.g2") {
            return Some(Self::Newsml);
        }
        let profile = accept.split("profile=").nth(1)?.trim_start_matches('"');
        let profile = profile.split(['"', ',', ';']).next()?.trim();
        [("2.2", Self::Ninjs22), ("3.1", Self::Ninjs31)]
            .into_iter()
            .find(|(version, _)| profile.contains(version))
            .map(|(_, format)| format)
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_form_is_asked_for_by_its_profile_or_its_type() {
        let profile =
            |version| format!("application/json;profile=\"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json\"");
        assert_eq!(Format::asked(&profile("2.2")), Some(Format::Ninjs22));
        assert_eq!(Format::asked(&profile("3.1")), Some(Format::Ninjs31));
        assert_eq!(Format::asked("application/vnd.iptc.g2.newsitem+xml"), Some(Format::Newsml));
        assert_eq!(Format::asked("application/json, */*"), None);
    }
}
