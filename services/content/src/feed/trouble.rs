//! What is wrong with a feed, in one line.

word_type! {
    /// The kinds of trouble.
    Kind {
        /// Its address, or where it was sent on to, lies in a private network.
        Private = "PRIVATE_ADDRESS",
        /// It sends on to an address in a private network.
        PrivateRedirect = "PRIVATE_REDIRECT",
        /// It sends on again and again, or to nowhere.
        BadRedirect = "BAD_REDIRECT",
        /// No connection.
        Unreachable = "UNREACHABLE",
        /// It did not end in time.
        TooSlow = "TOO_SLOW",
        /// It answered with a status that is no success.
        Status = "BAD_STATUS",
        /// It asks not to be asked so often.
        Busy = "TOO_MANY_REQUESTS",
        /// It is gone for good (410).
        Gone = "GONE",
        /// More bytes than are read, packed or unpacked.
        TooLarge = "TOO_LARGE",
        /// It ended before its end.
        CutShort = "CUT_SHORT",
        /// Packed in a way that was not asked for, or broken.
        Packing = "BAD_PACKING",
        /// Not a feed at all.
        NotAFeed = "NOT_A_FEED",
        /// A feed that cannot be read.
        Malformed = "MALFORMED",
        /// Its source is not in force.
        SourceEnded = "SOURCE_NOT_IN_FORCE",
        /// It was read, but for items beyond the most.
        TooMany = "TOO_MANY_ITEMS",
        /// It was read, but for items of other sites.
        OffSite = "OFF_SITE",
        /// It was read; items have no time that could be read.
        NoTime = "NO_TIME",
    }
}

/// What is wrong with a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Trouble {
    pub kind: Kind,
    /// What the kind counts: a status, or items.
    pub number: i32,
}

impl Trouble {
    pub(super) fn of(kind: Kind) -> Self {
        Self { kind, number: 0 }
    }

    /// True where nothing of the answer could be used.
    #[must_use]
    pub fn is_failure(self) -> bool {
        !matches!(self.kind, Kind::TooMany | Kind::OffSite | Kind::NoTime)
    }

    /// For people, in Chinese and English: one line.
    #[must_use]
    pub fn words(self) -> (String, String) {
        let n = self.number;
        let (zh, en) = match self.kind {
            Kind::Status => {
                let zh = format!("对方服务器答复 {n}，没有给出内容");
                return (zh, format!("the server answered {n} and gave no feed"));
            }
            Kind::TooMany => {
                let zh = format!("一次给出的条目过多，最旧的 {n} 条没有收");
                return (zh, format!("too many items at once: the oldest {n} were not taken"));
            }
            Kind::OffSite => {
                let zh = format!("{n} 条的网址不属于该稿源的网站，没有收");
                return (zh, format!("{n} items have addresses that are not of this source: not taken"));
            }
            Kind::NoTime => {
                return (format!("{n} 条没有可用的发布时间"), format!("{n} items have no usable time of publication"));
            }
            Kind::Private => ("网址指向内部网络，已拒绝", "the address lies in a private network: refused"),
            Kind::PrivateRedirect => ("被转向内部网络地址，已拒绝", "it sends on to a private network: refused"),
            Kind::BadRedirect => ("反复转向，或转向的网址无效", "it sends on too often, or to no address"),
            Kind::Unreachable => ("连接不上对方服务器", "the server cannot be reached"),
            Kind::TooSlow => ("限定时间内没有读完", "it did not end in time"),
            Kind::Busy => ("对方要求放慢，已推后", "it asks for patience: put off"),
            Kind::Gone => ("对方已永久停止提供，已暂停", "it is gone for good: paused"),
            Kind::TooLarge => ("内容超过 8 MB，没有读", "over 8 MB: not read"),
            Kind::CutShort => ("内容不完整，与所报长度不符", "it ends before its end"),
            Kind::Packing => ("压缩方式不对，解不开", "its packing cannot be undone"),
            Kind::NotAFeed => ("不是 RSS、Atom 或 JSON Feed", "neither RSS, Atom nor JSON Feed"),
            Kind::Malformed => ("格式有误，读不出来", "its format is broken"),
            Kind::SourceEnded => ("稿源不在白名单有效期内，没有读", "its source is not in force: not asked"),
        };
        (zh.to_owned(), en.to_owned())
    }
}
