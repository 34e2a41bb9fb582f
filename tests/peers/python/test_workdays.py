"""chinesecalendar, a public table of the State Council's notices: what our clock is held against comes from it, day by day.

`python test_workdays.py write` writes the table anew, for when a year's notice is out.
"""

import datetime
import pathlib
import sys
import unittest

import chinese_calendar

TABLE = pathlib.Path(__file__).parents[2] / "data" / "workdays.txt"
FIRST, LAST = datetime.date(2004, 1, 1), datetime.date(2026, 12, 31)
DAY = datetime.timedelta(days=1)


def days():
    return [FIRST + DAY * after for after in range((LAST - FIRST).days + 1)]


def nth_after(day, count):
    """The count-th working day after a day as days from it, by looking at each; none past the last notice."""
    for after in range(1, (LAST - day).days + 1):
        count -= chinese_calendar.is_workday(day + DAY * after)
        if count == 0:
            return after
    return "-"


def lines():
    """Each day: whether it is worked, and how far its 1st, 5th, 15th and 20th working day is."""
    for day in days():
        yield " ".join(str(word) for word in (day, int(chinese_calendar.is_workday(day)), *(nth_after(day, count) for count in (1, 5, 15, 20))))


class WorkdaysTest(unittest.TestCase):
    def test_every_start_day_from_2004_to_2026_is_as_the_public_calendar_counts(self):
        self.assertEqual(TABLE.read_text().splitlines(), list(lines()))


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        TABLE.write_text("".join(f"{line}\n" for line in lines()))
    else:
        unittest.main()
