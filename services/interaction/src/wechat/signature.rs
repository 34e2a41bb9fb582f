//! The platform's signature: SHA-1 over the sorted words, the shared token among them.

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

/// The signature of these words, in lower-case hex. The words are sorted by their bytes.
#[must_use]
pub fn sign(words: &[&str]) -> String {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    hex::encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, sorted.concat().as_bytes()))
}

/// True when `given` signs these words. Takes the same time wherever they differ.
#[must_use]
pub fn matches(words: &[&str], given: &str) -> bool {
    let expected = sign(words);
    let differs = expected.bytes().zip(given.bytes()).fold(0_u8, |differs, (a, b)| differs | (a ^ b));
    expected.len() == given.len() && std::hint::black_box(differs) == 0
}

#[cfg(test)]
mod tests {
    use super::{matches, sign};

    #[test]
    fn the_published_examples_are_met() {
        let first = sign(&["AAAAA", "1714036504", "1514711492"]);
        assert_eq!(first, "f464b24fc39322e44b38aa78f5edd27bd1441696");
        assert!(matches(&["AAAAA", "1714037059", "486452656"], "899cf89e464efb63f54ddac96b0a0a235f53aa78"));
    }

    #[test]
    fn a_forged_or_cut_signature_is_no_match() {
        let words = ["AAAAA", "1714036504", "1514711492"];
        assert!(!matches(&words, "f464b24fc39322e44b38aa78f5edd27bd1441697"));
        assert!(!matches(&words, "f464b24fc39322e44b38aa78f5edd27bd144169"));
        assert!(!matches(&words, ""));
    }
}
