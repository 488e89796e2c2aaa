-- What the canonical SHA-256 of a ledger covers, a query a line, in natural-key order. Left out on purpose: local row numbers,
-- the import history and its times (import_file, import_id, source_line, and which import said what: flow_source, flow_version,
-- flow_withdrawn, balance_source), the change record, models, scores with their sums and calibration
-- (made again from the rest), alerts and refused files, runs of connections, flow_day (a sum of flow) and ledger_info (the file's own identity).
SELECT 'account', uid, number, iban, name, kind, bank, currency, zone, calendar, opened FROM account ORDER BY uid;
SELECT 'flow', f.uid, a.uid, f.status, f.settle_ts, f.timed, f.value_date, f.booking_date, f.amount, f.category, f.counterparty, f.reference, f.bank_reference, f.narrative, f.superseded_by FROM flow f JOIN account a ON a.id = f.account_id ORDER BY f.uid;
SELECT 'detail', flow_uid, no, kind, amount, currency, reference, bank_reference, counterparty, narrative FROM flow_detail ORDER BY flow_uid, version_uid, no;
SELECT DISTINCT 'statement', s.uid, a.uid, s.format, s.kind, s.identifier, s.number, s.page, s.last_page, s.first_day, s.last_day, s.from_ts, s.to_ts, s.created_ts, s.opening, s.closing, s.entries FROM statement s JOIN account a ON a.id = s.account_id ORDER BY s.uid, a.uid;
SELECT 'balance', a.uid, b.kind, b.as_of, b.amount FROM balance b JOIN account a ON a.id = b.account_id ORDER BY a.uid, b.kind, b.as_of;
SELECT 'position', p.uid, a.uid, p.day, p.instrument, p.isin, p.quantity, p.price, p.currency, p.market_value FROM position p JOIN account a ON a.id = p.account_id ORDER BY p.uid;
SELECT 'margin', m.uid, a.uid, m.as_of, m.methodology, m.revision, m.currency, m.requirement, m.equity, m.excess, m.call_amount, m.call_due_ts FROM margin m JOIN account a ON a.id = m.account_id ORDER BY m.uid;
SELECT 'limit', a.uid, l.floor_amount, l.early_warning FROM limit_line l JOIN account a ON a.id = l.account_id ORDER BY a.uid;
SELECT 'credit-line', c.uid, a.uid, c.name, c.amount, c.committed, c.secured, c.valid_from, c.valid_to FROM credit_line c JOIN account a ON a.id = c.account_id ORDER BY c.uid;
SELECT 'obligation', o.uid, a.uid, o.due_ts, o.amount, o.name, o.counterparty, o.reference FROM obligation o JOIN account a ON a.id = o.account_id ORDER BY o.uid;
SELECT 'account-set', uid, name, nets FROM account_set ORDER BY uid;
SELECT 'set-member', m.uid, m.set_name, a.uid FROM account_set_member m JOIN account a ON a.id = m.account_id ORDER BY m.uid;
SELECT 'liquidity-source', l.uid, a.uid, l.kind, l.name, l.as_of, l.amount, l.haircut_bp FROM liquidity_source l JOIN account a ON a.id = l.account_id ORDER BY l.uid;
SELECT 'customer-line', c.uid, a.uid, c.customer, c.amount, c.secured, c.committed, c.valid_from, c.valid_to, c.peak_use FROM customer_line c JOIN account a ON a.id = c.account_id ORDER BY c.uid;
SELECT 'customer-category', uid, category FROM customer_category ORDER BY uid;
SELECT 'scenario', uid, name, description, definition FROM scenario ORDER BY uid;
SELECT 'override', v.uid, a.uid, v.settle_ts, v.amount, v.reason FROM forecast_override v JOIN account a ON a.id = v.account_id ORDER BY v.uid;
SELECT 'rule', uid, rank, counterparty, narrative, direction, category FROM category_rule ORDER BY uid;
SELECT 'profile', uid, name, definition FROM import_profile ORDER BY uid;
SELECT 'alert-rule', r.uid, a.uid, r.kind, r.threshold, r.lead_minutes, r.cool_down_minutes, r.active FROM alert_rule r LEFT JOIN account a ON a.id = r.account_id ORDER BY r.uid;
SELECT 'alert-acknowledgement', uid, alert, at_ts, author, note FROM alert_acknowledgement ORDER BY uid;
SELECT 'connection', uid, kind, name, every_minutes, settings FROM connection ORDER BY uid;
SELECT 'market', series, day, known_on, value FROM market_observation ORDER BY series, day, known_on;
SELECT 'forecast', uid, content_hash FROM forecast_run ORDER BY uid;
