-- "The same number" has the bounds of the figure it is linked to, through any number of links.
WITH RECURSIVE own AS (
  SELECT figure_id, equal_to_figure_id,
    CASE qualifier WHEN 'exact' THEN value WHEN 'at_least' THEN value WHEN 'more_than' THEN value + 1
      WHEN 'between' THEN value WHEN 'up_to' THEN 0 WHEN 'fewer_than' THEN 0 END AS value_min,
    CASE qualifier WHEN 'exact' THEN value WHEN 'between' THEN value_to WHEN 'up_to' THEN value
      WHEN 'fewer_than' THEN value - 1 END AS value_max
  FROM figures),
linked(figure_id, value_min, value_max) AS (
  SELECT figure_id, value_min, value_max FROM own WHERE equal_to_figure_id IS NULL
  UNION ALL
  SELECT own.figure_id, linked.value_min, linked.value_max FROM own JOIN linked ON linked.figure_id = own.equal_to_figure_id)
SELECT figure_id, value_min, value_max FROM linked
