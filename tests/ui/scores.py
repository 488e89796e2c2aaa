# SPDX-License-Identifier: MIT
"""Issued forecasts of past days with their scores, put into a ledger as if they had been issued then: what a page about accuracy needs and
what nobody waits for. Repeats for the same seed."""

import datetime
import random
import sqlite3

LEVELS = (-1.96, -1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645, 1.96)  # of nine quantiles of a normal distribution
HOURS = (7, 9, 11, 13, 15)  # UTC


def business_days(last, n):
    day, days = last, []
    while len(days) < n:
        if day.weekday() < 5:
            days.append(day)
        day -= datetime.timedelta(days=1)
    return days[::-1]


def put_scores(path, n_days, last=datetime.date(2026, 11, 18), seed=7, worse_from=1.0, horizons=6, new_model=None):
    """Scores of @n_days business days until @last. From the share @worse_from of them on the forecast errs more than the naive;
    @new_model is the version that speaks in the second half."""
    draw = random.Random(seed)
    days = business_days(last, n_days)
    with sqlite3.connect(path) as ledger:
        accounts = [row[0] for row in ledger.execute("SELECT id FROM account ORDER BY id")]
        run = ledger.execute("SELECT COALESCE (MAX (id), 0) FROM forecast_run").fetchone()[0]
        for i, day in enumerate(days):
            model = new_model if new_model and i >= len(days) / 2 else "v1.0"
            for hour in HOURS:
                run += 1
                issued = datetime.datetime.combine(day, datetime.time(hour), datetime.timezone.utc)
                as_of = int(issued.timestamp()) * 1000000
                ledger.execute("INSERT INTO forecast_run (id, uid, as_of, model_version, seed, regime, p_steady, p_elevated, p_crisis,"
                               " content, content_hash) VALUES (?, ?, ?, ?, 7, ?, 1, 0, 0, '{}', ?)",
                               (run, run.to_bytes(16, "big"), as_of, model, "elevated" if i % 9 == 0 else "steady", str(run)))
                for account in accounts:
                    for horizon in range(horizons):
                        if i + horizon >= n_days:
                            continue
                        target = days[i + horizon]
                        scale = 1e8 * (0.4 + 0.1 * horizon + (0.04 * (15 - hour) if horizon == 0 else 0))
                        worse = i >= worse_from * len(days)
                        outcome = draw.gauss(0, scale * (4 if worse else 1.1))
                        naive = outcome + draw.gauss(0, 2.5 * scale) if worse else draw.gauss(0, 1.6e8)
                        quantiles = [scale * level for level in LEVELS]
                        ledger.execute("INSERT INTO forecast_quantile (run_id, account_id, horizon, day, known_net, naive, q025, q05, q10, q25, q50,"
                                       " q75, q90, q95, q975, overridden) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                       (run, account, horizon, target.isoformat(), naive, *quantiles,
                                        int(2e7) if run % 40 == 0 and horizon == 0 else 0))
                        ledger.execute("INSERT INTO forecast_score (run_id, account_id, horizon, day, actual, gross, scored_at)"
                                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                       (run, account, horizon, target.isoformat(), int(outcome), int(4e8), as_of))


def put_model(path, version, status):
    """Another version with the content of the shipped one."""
    with sqlite3.connect(path) as ledger:
        columns = [row[1] for row in ledger.execute("PRAGMA table_info (model)") if row[1] not in ("id", "uid", "version", "status")]
        ledger.execute(f"INSERT INTO model (id, uid, version, status, {', '.join(columns)}) SELECT (SELECT MAX (id) + 1 FROM model), ?, ?, ?,"
                       f" {', '.join(columns)} FROM model WHERE version = 'v1.0'", (version.encode().ljust(16, b"-"), version, status))
