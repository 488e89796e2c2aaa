-- Eighteen doubles, least significant byte first: quantiles of the day's net and of the peak usage before the calibration by the
-- record, so that the record does not judge its own corrections.
ALTER TABLE forecast_course ADD COLUMN raw BYTEA;
