"""Writes lexicons/lunar.tsv from lunar-python (MIT): ``python lunar.py FOLDER > ../lunar.tsv``.

FOLDER holds the unpacked package ``lunar_python``. Where ``sxtwl`` can be imported, every month and every
solar term is compared with it and differences are reported on stderr.
"""

import sys
from datetime import date

VERSION = "1.4.8"
FIRST, LAST = 1900, 2100
SOURCE = (
    f"computed with lunar-python {VERSION} (https://pypi.org/project/lunar-python), the same as sxtwl 2.0.7 "
    "but for one month (2057-9); made by lexicons/build/lunar.py"
)
HEADER = {
    "about": "农历与节气 — first day, months and leap month of lunar years, solar terms of calendar years",
    "source": SOURCE,
    "license": "MIT",
    "minimum": str(LAST - FIRST + 1),
    "note": "months are lengths in days, a leap month directly after the one that it repeats; "
    "terms are month-day of 小寒 to 冬至",
}
COLUMNS = ("form", "new_year", "months", "leap", "terms")
TERMS = [
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至"),
    *("小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"),
]


def months(year):
    """The months of a lunar year as (number, is leap, length, first day)."""
    from lunar_python import LunarYear, Solar

    out = []
    for month in LunarYear.fromYear(year).getMonthsInYear():
        first = Solar.fromJulianDay(month.getFirstJulianDay())
        day = date(first.getYear(), first.getMonth(), first.getDay())
        out.append((abs(month.getMonth()), month.isLeap(), month.getDayCount(), day))
    return out


def terms(year):
    """The days of the 24 solar terms of a calendar year, 小寒 first."""
    from lunar_python import Solar

    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    days = {}
    for name, solar in table.items():
        if solar.getYear() == year:
            days[NAMES.get(name, name)] = solar.toYmd()[5:]
    return [days[name] for name in TERMS]


NAMES = {"DA_XUE": "大雪", "DONG_ZHI": "冬至", "XIAO_HAN": "小寒", "DA_HAN": "大寒", "LI_CHUN": "立春",
         "YU_SHUI": "雨水", "JING_ZHE": "惊蛰"}  # fmt: skip


def check(year, lunar, solar_terms):
    """Report on stderr where sxtwl, if installed, computes another day."""
    try:
        import sxtwl
    except ImportError:
        return
    for number, leap, _, first in lunar:
        day = sxtwl.fromLunar(year, number, 1, leap)
        other = date(day.getSolarYear(), day.getSolarMonth(), day.getSolarDay())
        if other != first:
            print(f"lunar {year}-{number}{' leap' if leap else ''}: {first}, sxtwl {other}", file=sys.stderr)
    for name, term in zip(TERMS, solar_terms, strict=True):
        month, day = map(int, term.split("-"))
        if not sxtwl.fromSolar(year, month, day).hasJieQi():
            print(f"{name} {year}: {term}, sxtwl another day", file=sys.stderr)


def main():
    sys.path.insert(0, sys.argv[1])
    for key, value in HEADER.items():
        print(f"# {key}: {value}")
    print(*COLUMNS, sep="\t")
    for year in range(FIRST, LAST + 1):
        lunar, solar_terms = months(year), terms(year)
        check(year, lunar, solar_terms)
        leap = next((str(number) for number, is_leap, _, _ in lunar if is_leap), "")
        lengths = "|".join(str(length) for _, _, length, _ in lunar)
        print(year, lunar[0][3].isoformat(), lengths, leap, "|".join(solar_terms), sep="\t")


if __name__ == "__main__":
    main()
