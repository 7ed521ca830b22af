"""Everything that an administrator can set, read once at start.

Later wins: defaults < the TOML file (``/etc/appliance/appliance.toml`` or ``$APPLIANCE_CONFIG``)
< environment ``APPLIANCE_<NAME>`` < the content of the file named by ``APPLIANCE_<NAME>_FILE``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyAddress,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from appliance.errors import SettingsInvalid

PREFIX = "APPLIANCE_"
DEFAULT_FILE = Path("/etc/appliance/appliance.toml")


def _cache_dir() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "appliance"


class Limits(BaseModel):
    """Bounds on what one file may cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bytes: int = Field(100_000_000, gt=0, description="largest file")
    pages: int = Field(1_000, gt=0, description="most pages of a document")
    pixels: int = Field(120_000_000, gt=0, description="largest picture, width times height")
    side: int = Field(40_000, gt=0, description="longest side of a picture in pixels")
    cells: int = Field(4_000_000, gt=0, description="cells from a sheet's first to its last")
    members: int = Field(200, gt=0, description="most files in an archive or an e-mail")
    nesting: int = Field(3, gt=0, description="deepest archive within an archive")
    unpacked_bytes: int = Field(400_000_000, gt=0, description="all members together")
    looking_seconds: int = Field(
        30, gt=0, description="a look at one file with all that is packed into it, at the door"
    )
    looking_memory_mb: int = Field(1_200, gt=0, description="address space of who looks")
    reading_seconds: int = Field(
        120, gt=0, description="reading time of one file, besides that of its pages"
    )
    page_seconds: int = Field(60, gt=0, description="from one page of a file to the next")
    reading_memory_mb: int = Field(3_000, gt=0, description="address space of the reader")
    pictures: int = Field(40, ge=0, description="pages kept as pictures for review")


class Policy(StrEnum):
    """Whether doubtful values of a document may be asked of a larger model, once redacted."""

    NEVER = "never"
    ASK = "ask"  # a second person approves the exact text first
    AUTOMATIC = "automatic"  # sent without asking, after the same checks


class Escalation(BaseModel):
    """The larger model outside, and what may be asked of it. Off without an endpoint."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    endpoint: str = Field("", pattern=r"^(https?://[^\s?#]+)?$", description="OpenAI-compatible")
    plain_http: bool = Field(False, description="http:// also to an address that is not private")
    model: str = Field("", description="what the endpoint calls the model")
    addresses: tuple[IPvAnyAddress, ...] = Field(
        (), description="the endpoint's, where it is a name; the gateway reaches no other"
    )
    socket: Path | None = Field(None, description="where questions are handed to the gateway")
    key_file: Path | None = Field(None, description="file with the endpoint's key")
    ca_file: Path | None = Field(None, description="certificates of an in-house authority (PEM)")
    answer_format: str = Field(
        "json_object_schema", pattern="^(json_(schema|object(_schema)?)|none)$"
    )
    answer_tokens: int = Field(500, gt=0, le=8_000, description="longest answer")
    timeout_seconds: int = Field(60, gt=0, le=280, description="for one try, in all")
    attempts: int = Field(3, gt=0, le=10, description="tries of one question")
    tokens_per_day: int = Field(200_000, gt=0, description="spending cap, asked and answered")
    money_per_day: float = Field(0.0, ge=0, description="spending cap in money; 0: tokens only")
    price_per_million: float = Field(0.0, ge=0, description="price of a million tokens")
    breaker_failures: int = Field(5, gt=0, description="failures in a row that open the circuit")
    breaker_minutes: int = Field(10, gt=0, description="how long it then stays open")
    approval_hours: int = Field(72, gt=0, description="how long an approval holds unsent")
    policies: Mapping[str, Policy] = Field({}, description="by document type; '*': all others")

    @model_validator(mode="after")
    def _unencrypted_at_home_only(self) -> Self:
        """Without TLS the key and the text are open to whoever is on the way."""
        parts = urlsplit(self.endpoint)
        if parts.scheme == "http" and not self.plain_http and not _at_home(parts.hostname or ""):
            raise ValueError(
                "http:// is for loopback and private addresses: use https://, or set plain_http"
            )
        return self

    @field_validator("endpoint")
    @classmethod
    def _an_address_alone(cls, endpoint: str) -> str:
        """The endpoint is shown on screens and stands in files that many may read."""
        parts = urlsplit(endpoint)
        if "@" in parts.netloc:
            raise ValueError("a name or password has no place in the address: use key_file")
        if endpoint and not (parts.hostname and parts.port != 0):  # port: raises where it is none
            raise ValueError("the address has no host, or no port that can be reached")
        return endpoint

    @property
    def reachable(self) -> tuple[tuple[str, int], ...]:
        """Addresses and ports that the gateway needs: none without an endpoint, or while it is a
        name without ``addresses``."""
        parts = urlsplit(self.endpoint)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if not parts.hostname:
            return ()
        try:
            return ((str(ip_address(parts.hostname)), port),)
        except ValueError:
            return tuple((str(address), port) for address in self.addresses)

    @property
    def cap(self) -> int:
        """Tokens that one day (UTC) may cost."""
        if not (self.money_per_day and self.price_per_million):
            return self.tokens_per_day
        return min(
            self.tokens_per_day, int(self.money_per_day / self.price_per_million * 1_000_000)
        )


def _at_home(host: str) -> bool:
    """Whether a host is this machine or an address of RFC 1918, RFC 4193 or RFC 3927."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"  # RFC 6761; any other name may be anywhere


class Settings(BaseSettings):
    """The appliance's settings. Paths may be relative to the working directory."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="ignore", frozen=True
    )

    state_dir: Path = Field(Path("var"), description="database, blobs, keys, sockets")
    models_dir: Path = Field(default_factory=lambda: _cache_dir() / "models")
    doctypes_dir: Path | None = Field(None, description="further document types")
    database_url: str = ""
    redis_url: str = ""
    hot_folder: Path | None = None
    clamd_socket: Path | None = Field(
        None, description="ClamAV; found by itself at its usual place"
    )
    language_model: str = "qwen2.5-coder-0.5b-instruct"
    models_mirror: str = Field("", description="folder or URL to fetch models from first")
    hub_url: str = Field("", description="base URL of the model hub, if not the public one")
    threads: int = Field(default_factory=lambda: os.cpu_count() or 2, gt=0)
    readers: int = Field(1, gt=0, description="readers side by side, which share the threads")
    redaction_shift_dates: bool = Field(
        False, description="in redacted files days are moved by a number per document, not hidden"
    )
    redaction_shape_numbers: bool = Field(
        False, description="in redacted files numbers get other digits and keep their shape"
    )
    lease_seconds: int = Field(300, gt=0)
    attempts: int = Field(3, gt=0)
    reconcile_seconds: int = Field(30, gt=0)
    session_idle_minutes: int = Field(30, gt=0)
    session_hours: int = Field(12, gt=0)
    four_eyes_days: int = Field(
        7, ge=0, description="who gave an account its password may be the same person so long"
    )
    four_eyes_strict: bool = Field(
        False, description="such a person is refused as the second one, not only noted"
    )
    retention: Mapping[str, int] = Field(
        {}, description="days that documents of a type stay; '*' for all others; none: for ever"
    )
    retention_notice_days: int = Field(7, ge=0, description="shown so long before it acts")
    daily_files: int = Field(5_000, gt=0, description="files that one account hands in in a day")
    daily_bytes: int = Field(20_000_000_000, gt=0, description="bytes, likewise")
    taken_days: int = Field(30, ge=0, description="copies in the hot folder's taken/")
    backup_keys_dir: Path | None = Field(None, description="where the keys are backed up")
    checkpoint_minutes: int = Field(10, gt=0, description="between two checkpoints of the ledger")
    checkpoint_dir: Path | None = Field(None, description="further copies of checkpoints")
    checkpoint_mail_to: str = Field("", description="address that gets each checkpoint")
    checkpoint_mail_from: str = ""
    checkpoint_mail_server: str = Field("127.0.0.1:25", description="host:port of a mail server")
    checkpoint_syslog: str = Field("", description="/dev/log, or host:port of a collector (TCP)")
    ledger_origin: str = Field(
        "",
        pattern=r"^[^\s+]*$",
        description="the ledger's name in checkpoints, like a URL; from the first one on it stays",
    )
    witness_keys: tuple[str, ...] = Field((), description="keys of witnesses that cosign")
    console_address: str = "127.0.0.1"
    console_port: int = Field(8501, gt=0, lt=65536)
    console_names: tuple[str, ...] = Field((), description="host names that a proxy serves it as")
    identity_header: str = Field("", description="in which a proxy names whom it signed in")
    identity_from: tuple[str, ...] = Field(
        ("127.0.0.1", "::1"), description="addresses from which the header counts"
    )
    identity_secret: str = Field("", repr=False, description="by which the proxy is known")
    oidc_metadata_url: str = Field("", description="discovery document of the identity provider")
    oidc_client_id: str = ""
    oidc_client_secret: str = Field("", repr=False)
    oidc_redirect_uri: str = Field("", description="the console's address + /oauth2callback")
    oidc_claim: str = Field("email", description="which claim names the account")
    log_level: str = "INFO"
    limits: Limits = Limits()
    escalation: Escalation = Escalation()
    peers: tuple[str, ...] = Field((), description="servers of the house, as address:port")

    @field_validator("peers")
    @classmethod
    def _addresses(cls, peers: tuple[str, ...]) -> tuple[str, ...]:
        for one in peers:
            address, _, port = one.rpartition(":")
            ip_address(address.strip("[]"))
            if not 0 < int(port) < 65536:
                raise ValueError("a port is a number from 1 to 65535")
        return peers

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.state_dir.resolve()}/appliance.db"

    @property
    def redis_socket(self) -> Path:
        """The private Redis's unix socket (one-machine installation)."""
        return self.state_dir.resolve() / "redis.sock"

    @property
    def gateway_socket(self) -> Path:
        """Where questions to a larger model are handed to the process with a network."""
        return self.escalation.socket or self.state_dir.resolve() / "gateway.sock"

    @property
    def gateway_secret(self) -> Path:
        """By which that process knows what privacy has cleared."""
        return self.state_dir.resolve() / "gateway-secret"

    @property
    def redis(self) -> str:
        """The Redis URL in force, in redis-py's form."""
        return self.redis_url or f"unix://{self.redis_socket}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of the sources, first wins."""
        path = Path(os.environ.get(f"{PREFIX}CONFIG") or DEFAULT_FILE)
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, path))


def _from_files(environment: Mapping[str, str]) -> dict[str, Any]:
    """Values that stand in files of their own (systemd credentials, container secrets)."""
    values: dict[str, Any] = {}
    for name in Settings.model_fields:
        path = environment.get(f"{PREFIX}{name.upper()}_FILE")
        if path:
            values[name] = Path(path).read_text(encoding="utf-8").strip()
    return values


def load(**overrides: Any) -> Settings:
    """The settings in force; raises ``SettingsInvalid`` that names the wrong ones."""
    try:
        return Settings(**{**_from_files(os.environ), **overrides})
    except ValidationError as error:
        names = ", ".join(sorted({".".join(map(str, e["loc"])) for e in error.errors()}))
        raise SettingsInvalid(f"These settings cannot be used: {names}.") from None
    except (OSError, ValueError) as error:
        raise SettingsInvalid(f"The settings cannot be read: {type(error).__name__}.") from None
