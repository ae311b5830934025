SELECT read_as, reason, count(DISTINCT source_id) AS documents, count(claim_id) AS claims
FROM sources LEFT JOIN uncoded_sources USING (source_id) LEFT JOIN claims USING (source_id)
GROUP BY read_as, reason ORDER BY read_as, reason NULLS FIRST
