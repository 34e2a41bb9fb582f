//! 数据立方: followers by day, and how often each piece was read on a day. Both are told from eight in the morning after.

use serde::Deserialize;
use serde_json::json;
use time::Date;
use time::macros::format_description;

use super::client::{CallError, Client};
use crate::account::Credentials;
use crate::figures::Day;

/// What was counted of a piece on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The number of the data of its message.
    pub(crate) data_id: String,
    /// Its place in the message, from 0.
    pub(crate) place: i32,
    pub(crate) reads: i32,
    pub(crate) shares: i32,
    pub(crate) favourites: i32,
}

#[derive(Deserialize)]
struct List<T> {
    list: Vec<T>,
}

#[derive(Deserialize)]
struct Came {
    ref_date: String,
    #[serde(default)]
    new_user: i32,
    #[serde(default)]
    cancel_user: i32,
}

#[derive(Deserialize)]
struct Sum {
    ref_date: String,
    #[serde(default)]
    cumulate_user: i32,
}

#[derive(Deserialize)]
struct Read {
    /// The number of the message's data and the piece's place from 1, such as `12003_3`.
    msgid: String,
    #[serde(default)]
    int_page_read_count: i32,
    #[serde(default)]
    share_count: i32,
    #[serde(default)]
    add_to_fav_count: i32,
}

impl Client {
    /// Followers of each day, seven at most; a day that is not told yet is none. Reads are not told with them.
    pub(crate) async fn followers(
        &self,
        account: &Credentials,
        from: Date,
        until: Date,
    ) -> Result<Vec<Day>, CallError> {
        let span = json!({ "begin_date": from.to_string(), "end_date": until.to_string() });
        let sums: List<Sum> = self.post(account, "datacube/getusercumulate", &span).await?;
        let came: List<Came> = self.post(account, "datacube/getusersummary", &span).await?;
        Ok(days(&sums.list, &came.list))
    }

    /// What was read on a day, of all that was ever published.
    pub(crate) async fn reads_on(&self, account: &Credentials, day: Date) -> Result<Vec<Counted>, CallError> {
        let span = json!({ "begin_date": day.to_string(), "end_date": day.to_string() });
        let read: List<Read> = self.post(account, "datacube/getarticlesummary", &span).await?;
        Ok(read.list.iter().filter_map(counted).collect())
    }
}

/// A day's newcomers are told by where they came from.
fn days(sums: &[Sum], came: &[Came]) -> Vec<Day> {
    let one = |sum: &Sum| {
        let here = || came.iter().filter(|row| row.ref_date == sum.ref_date);
        Some(Day {
            day: Date::parse(&sum.ref_date, format_description!("[year]-[month]-[day]")).ok()?,
            followers: sum.cumulate_user.max(0),
            gained: here().map(|row| row.new_user.max(0)).sum(),
            lost: here().map(|row| row.cancel_user.max(0)).sum(),
            reads: 0,
            shares: 0,
        })
    };
    sums.iter().filter_map(one).collect()
}

fn counted(read: &Read) -> Option<Counted> {
    let (data_id, place) = read.msgid.rsplit_once('_')?;
    Some(Counted {
        data_id: data_id.to_owned(),
        place: place.parse::<i32>().ok()? - 1,
        reads: read.int_page_read_count.max(0),
        shares: read.share_count.max(0),
        favourites: read.add_to_fav_count.max(0),
    })
}

#[cfg(test)]
mod tests {
    use super::{Came, Counted, Read, Sum, counted, days};
    use serde_json::{from_value, json};
    use time::macros::date;

    #[test]
    fn a_days_newcomers_are_summed_over_where_they_came_from() {
        let sums: Vec<Sum> = from_value(json!([{ "ref_date": "2026-03-01", "cumulate_user": 120 }])).unwrap();
        let came: Vec<Came> = from_value(json!([
            { "ref_date": "2026-03-01", "user_source": 0, "new_user": 3, "cancel_user": 1 },
            { "ref_date": "2026-03-01", "user_source": 30, "new_user": 4, "cancel_user": 0 },
            { "ref_date": "2026-03-02", "user_source": 30, "new_user": 9, "cancel_user": 0 },
        ]))
        .unwrap();
        let told = days(&sums, &came);
        assert_eq!((told[0].day, told[0].followers, told[0].gained, told[0].lost), (date!(2026 - 03 - 01), 120, 7, 1));
    }

    #[test]
    fn a_piece_is_named_by_its_message_and_its_place_from_one() {
        let read: Read =
            from_value(json!({ "msgid": "12003_3", "int_page_read_count": 40, "share_count": 2 })).unwrap();
        let piece = Counted { data_id: "12003".to_owned(), place: 2, reads: 40, shares: 2, favourites: 0 };
        assert_eq!(counted(&read), Some(piece));
    }
}
