//! What makes a string of digits a person's number.

/// A mobile telephone: 11 digits from 13 to 19.
pub(crate) fn is_mobile(digits: &str) -> bool {
    let mut chars = digits.chars();
    digits.len() == 11
        && digits.chars().all(|c| c.is_ascii_digit())
        && chars.next() == Some('1')
        && chars.next().is_some_and(|c| ('3'..='9').contains(&c))
}

/// A fixed telephone with its area code: 0, two or three digits more, then seven or eight.
pub(crate) fn is_landline(digits: &str) -> bool {
    (10..=12).contains(&digits.len())
        && digits.starts_with('0')
        && !digits.starts_with("00")
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// A citizen's number by GB 11643: 17 digits with a birth date, and the check digit of ISO 7064 MOD 11-2.
pub(crate) fn is_identity(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) }).collect();
    if digits.len() != 18 || values.len() != 18 || digits.chars().take(17).any(|c| c == 'X') {
        return false;
    }
    let part = |from: usize, until: usize| digits.get(from..until).and_then(|text| text.parse::<u32>().ok());
    let born = matches!(part(6, 10), Some(1850..=2199))
        && matches!(part(10, 12), Some(1..=12))
        && matches!(part(12, 14), Some(1..=31));
    // The weights are the powers of two modulo 11, from the right; the whole sum is 1 modulo 11.
    let sum: u32 = values.iter().rev().zip(0..18).map(|(value, place)| value * (2_u32.pow(place) % 11)).sum();
    born && sum % 11 == 1
}

/// A bank card: 16 to 19 digits that hold Luhn's sum, of an issuer whose number begins with 3 to 9.
pub(crate) fn is_bank_card(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    if values.len() != digits.len()
        || !(16..=19).contains(&values.len())
        || values.first().is_none_or(|first| *first < 3)
    {
        return false;
    }
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(place, value)| if place % 2 == 0 { *value } else { value * 2 / 10 + value * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}
