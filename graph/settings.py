"""Where the store is and who opens it: options first, then the environment, then the platform's user data folder.

The environment is `LANDSCAPE_STORE`, `LANDSCAPE_DATABASE`, `LANDSCAPE_NEO4J_USER`, `LANDSCAPE_NEO4J_PASSWORD`.
A password never comes from an argument and never prints itself.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

NEO4J_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class Settings(BaseSettings):
    """What the environment says; each field is empty where it says nothing."""

    model_config = SettingsConfigDict(env_prefix="LANDSCAPE_", frozen=True)

    store: str = ""
    database: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")


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
        return self.address.split("://")[0] in NEO4J_SCHEMES and "://" in self.address

    @property
    def folder(self) -> Path:
        """The folder of an embedded store."""
        return Path(self.address).expanduser()


def default_store() -> Path:
    """The embedded store of this user, in the platform's data folder."""
    return Path(platformdirs.user_data_dir("landscape", appauthor=False)) / "store"
