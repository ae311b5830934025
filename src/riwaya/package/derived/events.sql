SELECT event_id, edtf_earliest(date) AS date_earliest, edtf_latest(date) AS date_latest FROM events
