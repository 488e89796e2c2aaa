#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""series-backtest on tables that are strange, large or wrong: a forecast or one clear sentence, never a crash or a NaN."""

import csv
import datetime
import math
import os
import random
import sys

from tap import Skipped, main

START = datetime.date(2021, 1, 1)


def days(count, step=1):
    return [(START + datetime.timedelta(days=i * step)).isoformat() for i in range(count)]


def table(cli, dates, *columns):
    rows = ["date," + ",".join(f"s{i}" for i in range(len(columns)))]
    rows += [date + "," + ",".join("" if c[i] is None else repr(c[i]) for c in columns) for i, date in enumerate(dates)]
    return cli.write("table.csv", "\n".join(rows) + "\n")


def noise(count, size=100.0, seed=1):
    rng = random.Random(seed)
    return [size * (1 + .3 * (i % 7 == 2)) * rng.uniform(.7, 1.3) for i in range(count)]


def forecast(cli, path, *words):
    """The document and the quantiles; every row has all nine, rising, or none."""
    out = cli.path("out.csv")
    document = cli.json("series-backtest", "--predictions", out, *words, path)
    with open(out, encoding="utf-8", newline="") as file:
        rows = [[float(v) for v in row[4:] if v] for row in csv.reader(file) if row[0] != "series"]
    for row in rows:
        assert len(row) in (0, 9) and all(map(math.isfinite, row)) and row == sorted(row), row
    return document, rows


def values_of_every_kind_are_forecast(cli):
    good = noise(150)
    for values in ([5.0] * 150, [0.0] * 150, [-v for v in good], [v * 1e13 for v in good], [-1e15] * 150,
                   [1e15 if i % 2 else -1e15 for i in range(150)], [v if i % 3 else None for i, v in enumerate(good)],
                   [None] * 140 + good[:10], [1e300 if i == 70 else v for i, v in enumerate(good)],
                   [v if i > 120 else 0.0 for i, v in enumerate(good)]):
        document, rows = forecast(cli, table(cli, days(150), values), "--tail", "8")
        assert len(rows) == 8 and all(rows), values[:3]
        assert sum(c["weight"] for c in document["candidates"]) > .999


def nothing_to_go_by_is_said_by_empty_cells(cli):
    document, rows = forecast(cli, table(cli, days(30), [None] * 30), "--tail", "5")
    assert document["n"] == 0 and rows == [[]] * 5 and document["wape"] is None


def short_histories_are_forecast(cli):
    for count in (2, 3, 5, 8, 20, 45):
        _, rows = forecast(cli, table(cli, days(count), noise(count)), "--tail", "1")
        assert len(rows) == 1 and rows[0], count


def what_cannot_be_done_is_said_in_one_sentence(cli):
    good = table(cli, days(20), noise(20))
    cli.refused("series-backtest", good, part="no test rows")
    for tail in ("20", "21", "99999"):
        cli.refused("series-backtest", "--tail", tail, good, part="All 20 rows")
    cli.refused("series-backtest", "--rolling", "2030-01-01", "--to", "2031-01-01", good, part="between the first and the last")
    cli.refused("series-backtest", "--rolling", days(20)[15], "--to", days(20)[18], "--horizons", "9,10", good, part="9 rows ahead")
    one = table(cli, days(1), [3.0])
    cli.refused("series-backtest", "--tail", "1", one, part="All 1 rows")
    cli.refused("series-backtest", "--tail", "400", table(cli, days(900), noise(900)), part="366")
    twice = table(cli, ["2024-01-02", "2024-01-02", "2024-01-03"], noise(3))
    cli.refused("series-backtest", "--tail", "1", twice, part="does not come after")
    back = table(cli, ["2024-01-03", "2024-01-02", "2024-01-04"], noise(3))
    cli.refused("series-backtest", "--tail", "1", back, part="does not come after")
    letters = cli.write("letters.csv", "date,x\n2024-01-02,1\n2024-01-03,many\n")
    cli.refused("series-backtest", "--tail", "1", letters, part="not a number")


def inside_the_day_nothing_is_said_in_one_sentence(cli):
    times = [f"{day}T{hour:02d}:30:00" for day in days(30) for hour in range(9, 17)]
    path = cli.write("hours.csv", "datetime,x\n" + "".join(f"{time},{i % 8}\n" for i, time in enumerate(times)))
    document = cli.json("series-backtest", "--bucket", "60", "--now", "0,4", "--test-days", "5", path)
    assert document["n"] == 10 and document["coverage90_eod"] is not None
    cli.refused("series-backtest", "--bucket", "15", "--now", "0,4", "--test-days", "5", path, part="each of its 32 buckets of 15")
    empty = cli.write("none.csv", "datetime,x\n" + "".join(time + ",\n" for time in times))
    cli.refused("series-backtest", "--bucket", "60", "--now", "0", "--test-days", "5", empty, part="Nothing could be forecast")


def gaps_and_future_dates_are_forecast(cli):
    gap = days(100) + [(START + datetime.timedelta(days=500 + i)).isoformat() for i in range(60)]
    assert all(forecast(cli, table(cli, gap, noise(160)), "--tail", "5")[1])
    assert all(forecast(cli, table(cli, gap[:101], noise(101)), "--tail", "1")[1])
    future = [(datetime.date(2090, 3, 1) + datetime.timedelta(days=i)).isoformat() for i in range(120)]
    assert all(forecast(cli, table(cli, future, noise(120)), "--tail", "5")[1])
    yearly = [f"{1900 + i}-06-30" for i in range(80)]
    assert all(forecast(cli, table(cli, yearly, noise(80)), "--tail", "3")[1])


def rows_after_the_origin_change_nothing(cli):
    values = noise(200)
    before = forecast(cli, table(cli, days(200), values), "--tail", "10")[1]
    after = forecast(cli, table(cli, days(200), values[:190] + [1e9, None, -5.0, 0.0, 7.0] * 2), "--tail", "10")[1]
    assert before == after


def market(cli, name, rows):
    return cli.write(name, "date,series,value\n" + "".join(f"{d},{s},{v:.4f}\n" for d, s, v in rows))


def quantiles_of(cli, path, *words):
    forecast(cli, path, *words)
    with open(cli.path("out.csv"), encoding="utf-8") as out:
        return [line.split(",")[:3] + line.split(",")[4:] for line in out]


def market_series_after_the_origin_change_nothing(cli):
    """What is published after the last origin is changed, dropped and turned over; so are the flows and what was announced of them."""
    dates = [d for d in days(400) if datetime.date.fromisoformat(d).weekday() < 5]
    origin, rng = dates[240], random.Random(4)
    vix = [20 + 10 * math.sin(i / 20) + rng.uniform(-2, 2) for i in range(len(dates))]
    flows = [v * u * rng.uniform(.9, 1.1) for v, u in zip(vix, noise(len(dates)))]
    early = [(d, s, v) for d, v in zip(dates, vix) for s in ("VIXCLS", "BAA10Y") if d < origin]
    late = [(d, s, v) for d, v in zip(dates, vix) for s in ("VIXCLS", "BAA10Y") if d > origin]
    words = ["--rolling", dates[235], "--to", origin, "--horizons", "1,5", "--calendar", "us_fedwire", "--indicators"]
    path = table(cli, dates, flows)
    before = quantiles_of(cli, path, *words, market(cli, "before.csv", early + late))
    assert quantiles_of(cli, path, *words, market(cli, "none.csv", [(d, s, 20 + i % 2) for i, (d, s, _) in enumerate(early)])) != before
    changed = [(d, s, rng.uniform(0, 500)) for d, s, v in late if rng.random() < .7]
    rng.shuffle(changed)
    file = market(cli, "after.csv", changed + early)
    path = table(cli, dates, [v if d <= origin else None if i % 3 else -1e9 for i, (d, v) in enumerate(zip(dates, flows))])
    assert quantiles_of(cli, path, *words, file) == before


def a_closing_announced_later_changes_nothing(cli):
    """A desk's own calendar gains closed days after the quarter of the last target."""
    dates = [d for d in days(330) if datetime.date.fromisoformat(d).weekday() < 5]
    got = []
    for closed in ("", "closed 2021-11-10 = one more\nclosed 2021-12-24 = another\n"):
        os.makedirs(cli.path("aequitas/calendars"), exist_ok=True)
        cli.write("aequitas/calendars/own.calendar", "based-on = us_fedwire\n" + closed)
        got.append(quantiles_of(cli, table(cli, dates, noise(len(dates))), "--rolling", "2021-09-01", "--to", "2021-09-10",
                                "--horizons", "1,10", "--calendar", "own"))
    assert got[0] == got[1]


def the_order_of_columns_changes_nothing(cli):
    columns = {f"s{i}": noise(120, seed=i) for i in range(5)}
    documents = []
    for names in (sorted(columns), sorted(columns, reverse=True)):
        rows = ["date," + ",".join(names)]
        rows += [d + "," + ",".join(repr(columns[n][i]) for n in names) for i, d in enumerate(days(120))]
        path = cli.write("order.csv", "\n".join(rows) + "\n")
        documents.append(forecast(cli, path, "--tail", "6")[1])
    assert documents[0] == documents[1]


def ten_thousand_series_are_forecast(cli):
    values = [noise(52, seed=i) for i in range(50)]
    document, rows = forecast(cli, table(cli, days(52), *(values[i % 50] for i in range(10000))), "--tail", "2")
    assert document["series"] == 10000 and len(rows) == 20000 and all(rows)


def a_million_points_are_forecast_or_refused(cli):
    rows = "\n".join(f"{1 + i // 336:04d}-{1 + i // 28 % 12:02d}-{1 + i % 28:02d},{100 + i % 7}" for i in range(1000000))
    cli.refused("series-backtest", "--tail", "5", cli.write("long.csv", "date,x\n" + rows + "\n"), part="500 years")
    if "AEQ_LONG" not in os.environ:
        return
    values = [noise(1000, seed=i) for i in range(20)]
    document, _ = forecast(cli, table(cli, days(1000), *(values[i % 20] for i in range(1000))), "--tail", "5")
    assert document["n"] == 5000


def real_naive_scores_come_out_to_the_digit(cli):
    """Protocol B at five days: what a plain script finds for the same weekday and the median of eight is what the report says."""
    folder = os.environ.get("AEQ_REAL_DATA", "")
    path = os.path.join(folder, "data", "dts_flows_by_category_2005_2013.csv")
    if not os.path.exists(path):
        raise Skipped("no real data: set AEQ_REAL_DATA")
    totals = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if row[6] == "0":
                totals.setdefault(row[0], {"D": 0.0, "W": 0.0})[row[2]] += float(row[5])
    dates = sorted(totals)
    for direction, wanted in (("D", {"seasonal_naive": .612, "weekday_median": .383, "business_day_median": .859}),
                              ("W", {"seasonal_naive": .445, "weekday_median": .290, "business_day_median": .761})):
        file = table(cli, dates, [totals[d][direction] for d in dates])
        document, _ = forecast(cli, file, "--season", "5", "--rolling", "2009-01-02", "--to", "2013-01-02", "--horizons", "5",
                               "--refit-days", "2000")
        got = {c["name"]: c["wape"] for c in document["candidates"]}
        for name, wape in wanted.items():
            assert abs(got[name] - wape) < .0006, (direction, name, got[name], wape)


if __name__ == "__main__":
    sys.exit(main("series", [
        values_of_every_kind_are_forecast, nothing_to_go_by_is_said_by_empty_cells, short_histories_are_forecast,
        what_cannot_be_done_is_said_in_one_sentence, gaps_and_future_dates_are_forecast, rows_after_the_origin_change_nothing,
        inside_the_day_nothing_is_said_in_one_sentence, market_series_after_the_origin_change_nothing,
        a_closing_announced_later_changes_nothing,
        the_order_of_columns_changes_nothing, ten_thousand_series_are_forecast, a_million_points_are_forecast_or_refused,
        real_naive_scores_come_out_to_the_digit]))
