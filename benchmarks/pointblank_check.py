"""Checks the structure of a package with pointblank: `python -m benchmarks.pointblank_check FOLDER`.

Exit code 0 or 1. It checks frames of Polars.

Its steps are made from the Table Schemas: columns and their order, types, required, enum, pattern, bounds,
lengths, primary, unique and foreign keys.
"""

from __future__ import annotations

from collections.abc import Mapping

import pointblank as pb
import polars as pl

from benchmarks.polars_tables import Tables, cast, foreign_keys, run


def accepts(name: str, json_schema: Mapping, tables: Tables) -> bool:
    """Whether a table fits its schema and refers to rows that exist."""
    if tables[name].is_empty():
        # Every step on a table without rows ends in an error.
        return True
    plan = pb.Validate(tables[name])
    for field in json_schema["fields"]:
        plan = _with_steps(plan, field)
    if key := json_schema.get("primaryKey"):
        plan = plan.rows_distinct(columns_subset=key)
    for columns, known, others in foreign_keys(name, json_schema, tables):
        plan = plan.col_vals_in_table(columns, known, others, na_pass=True)
    # Without copies of the rows that fail: the verdict is all that is compared.
    return plan.interrogate(collect_extracts=False, collect_tbl_checked=False).all_passed()


def _with_steps(plan: pb.Validate, field: Mapping) -> pb.Validate:
    """The plan with the steps that check a column."""
    name, constraints = field["name"], field.get("constraints", {})
    if constraints.get("required"):
        plan = plan.col_vals_not_null(name)
    if constraints.get("unique"):
        plan = plan.rows_distinct(columns_subset=name)
    if "enum" in constraints:
        plan = plan.col_vals_in_set(name, [*constraints["enum"], None])
    if "pattern" in constraints:
        plan = plan.col_vals_regex(name, f"^(?:{constraints['pattern']})$", na_pass=True)
    if {"minLength", "maxLength"} & {*constraints}:
        lengths = constraints.get("minLength"), constraints.get("maxLength")
        plan = plan.col_vals_str_len(name, *lengths, na_pass=True)
    if field["type"] != "string":
        plan = plan.col_vals_expr(pl.col(name).is_null() | cast(field).is_not_null())
    for bound, step in (("minimum", pl.Expr.ge), ("maximum", pl.Expr.le)):
        if bound in constraints:
            plan = plan.col_vals_expr(pl.col(name).is_null() | step(cast(field), constraints[bound]))
    return plan


if __name__ == "__main__":
    run(accepts)
