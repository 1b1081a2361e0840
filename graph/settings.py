"""Where the store is and who opens it: options first, then the environment, then the platform's user data folder.

The environment is `LANDSCAPE_STORE`, `LANDSCAPE_DATABASE`, `LANDSCAPE_NEO4J_USER`, `LANDSCAPE_NEO4J_PASSWORD`.
A password never comes from an argument and never prints itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr

NEO4J_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

_PREFIX = "LANDSCAPE_"


class Settings(BaseModel):
    """What the environment says; each field is empty where it says nothing."""

    # A settings library would do this too, at 70 ms of every cold start: more than the look-up that follows it.
    model_config = ConfigDict(frozen=True)

    store: str = ""
    database: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """The settings that an environment holds.

        >>> Settings.of({"LANDSCAPE_STORE": "here", "HOME": "/home"}).store
        'here'
        """
        said = {name: environment.get(f"{_PREFIX}{name.upper()}") for name in cls.model_fields}
        return cls.model_validate({name: value for name, value in said.items() if value})


class Target(BaseModel):
    """One store: a folder of the embedded engine, or the address of a Neo4j server."""

    model_config = ConfigDict(frozen=True)

    address: str
    database: str = ""
    user: str = "neo4j"
    password: SecretStr = SecretStr("")

    @property
    def is_server(self) -> bool:
        """True for `bolt://`, `neo4j://` and their TLS forms."""
        return "://" in self.address and self.address.split("://")[0] in NEO4J_SCHEMES

    @property
    def folder(self) -> Path:
        """The folder of an embedded store."""
        return Path(self.address).expanduser()


def environment() -> Settings:
    """What this process's environment says."""
    return Settings.of(os.environ)


def default_store() -> Path:
    """The embedded store of this user, in the platform's data folder."""
    import platformdirs  # late: only where no store is named

    return Path(platformdirs.user_data_dir("landscape", appauthor=False)) / "store"
