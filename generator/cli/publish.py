"""Owns the command `seamline publish`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from generator.cli.options import CONFIGURATION, ConfigurationOption, OutputOption, portal_of

TargetArgument = Annotated[str, typer.Argument(help="Folder, or s3://bucket/prefix, from which readers are served.")]
EndpointOption = Annotated[
    str,
    typer.Option("--endpoint", help="Address of the host of the bucket (default: AWS_ENDPOINT_URL, else Amazon's)."),
]
DeleteOption = Annotated[
    bool, typer.Option("--delete-many", help="Let more than a tenth of the files that are there be deleted.")
]


def publish(
    target: TargetArgument,
    output: OutputOption = None,
    endpoint: EndpointOption = "",
    delete_many: DeleteOption = False,
    settings: ConfigurationOption = CONFIGURATION,
) -> None:
    """Copy the built site to where readers find it, in an order that never shows a broken page."""
    from generator.packages.complaints import quoted  # noqa: PLC0415 - what S3 needs takes a while to import
    from generator.publishing import publish as publish_site  # noqa: PLC0415
    from generator.publishing.bucket import Bucket  # noqa: PLC0415
    from generator.publishing.folder import Folder  # noqa: PLC0415
    from generator.report.groups import counted  # noqa: PLC0415
    from generator.report.safety import harmless  # noqa: PLC0415

    site = portal_of(settings, output=output).output
    is_address = re.match("[A-Za-z][A-Za-z0-9+.-]+:", target)
    place = Bucket(target, endpoint, os.environ) if is_address else Folder(Path(target), site)
    done = publish_site(site, place, delete_many=delete_many)
    said = (
        f"Nothing to do: all {done.unchanged:,} files are at {target} as they are in {site}."
        if done.did_nothing
        else f"Published {site} to {target}: {done.new:,} new, {done.changed:,} changed, {done.deleted:,} deleted, "
        f"{done.unchanged:,} as they were; {done.sent_bytes / 1e6:,.1f} MB sent."
    )
    if done.strange:
        said += (
            f" {counted(len(done.strange), 'file')} there that Seamline did not publish "
            f"{'was' if len(done.strange) == 1 else 'were'} left alone, {quoted(done.strange[0])} for instance."
        )
    Console(highlight=False, markup=False).print(harmless(said), soft_wrap=True)
