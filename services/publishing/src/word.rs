//! Closed sets of words that the database stores as text.

/// Declares an enum whose variants are words of a checked text column.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$note])* $variant,)+
        }

        impl $name {
            /// The word, as stored.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl TryFrom<String> for $name {
            type Error = sqlx::Error;
            fn try_from(word: String) -> Result<Self, sqlx::Error> {
                match word.as_str() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(sqlx::Error::Decode(format!(concat!("no such ", stringify!($name), ": {}"), word).into())),
                }
            }
        }
    };
}
pub(crate) use words;
