"""Lists the metadata standards of a release."""

from __future__ import annotations

from riwaya.release.metadata import (
    MetadataStandard,
    citation_cff,
    croissant,
    datacite,
    datasette,
    kaggle,
    parquet_package,
    readme,
    ro_crate,
    schema_org,
    zenodo,
)

STANDARDS: tuple[MetadataStandard, ...] = (
    citation_cff,
    croissant,
    datacite,
    datasette,
    kaggle,
    parquet_package,
    readme,
    ro_crate,
    schema_org,
    zenodo,
)
"""Every standard. One more is one module and one entry here."""
