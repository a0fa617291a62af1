"""Every setting of an installation, typed; read from the environment (``WENS_…``) and refused at start when wrong."""

import os
import re
import secrets
import sys
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, PostgresDsn, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from wens.site.mail_server import MailServer, read_mail_server


class Configuration(BaseSettings):
    """The settings. Each field's description is the documentation (``wens settings`` prints it)."""

    model_config = SettingsConfigDict(env_prefix="WENS_", extra="forbid", frozen=True)

    home: Path = Field(
        default=Path("~/.wens"),
        description="Data folder: database, facts, editions, files and keys. Two homes never meet.",
    )
    database_url: PostgresDsn | None = Field(
        default=None, description="PostgreSQL ≥ 15 to use as role wens_app; empty: the embedded server in the home."
    )
    database_owner_url: PostgresDsn | None = Field(
        default=None,
        description="The same database as role wens_owner; needed with database_url to migrate and back up.",
    )
    secret_key: str = Field(
        default="", description="Signs sessions and links; empty: made once and kept in the home's keys folder."
    )
    debug: bool = Field(default=False, description="Show technical error pages; never on a machine that others reach.")
    https: bool = Field(default=False, description="The site is reached over https: secure cookies, HSTS, redirects.")
    trusted_origins: list[str] = Field(
        default=[], description="Origins (https://wens.example.nl) that may post forms when a proxy changes the host."
    )
    single_operator: bool = Field(
        default=False,
        description="One person may both activate and confirm a public edition; this is shown on the site.",
    )
    engine: Literal["duckdb", "spark"] = Field(default="duckdb", description="What counts the facts.")
    spark_remote: str = Field(
        default="", description="Address of a Spark cluster (sc://host:15002); empty: in this machine."
    )
    memory_limit_mb: int = Field(default=2048, ge=256, description="Memory that counting the facts may use, in MB.")
    threads: int = Field(default=0, ge=0, description="Processor threads for counting; 0: all.")
    cbs_odata_url: str = Field(
        default="https://opendata.cbs.nl/ODataApi/odata", description="Address of CBS open data."
    )
    police_odata_url: str = Field(
        default="https://dataderden.cbs.nl/ODataApi/odata", description="Address of the police tables at CBS."
    )
    pdok_url: str = Field(
        default="https://api.pdok.nl", description="Address of PDOK (outlines of wijken and buurten)."
    )
    background_map: str = Field(
        default="",
        description="Tiles under the map that moves, {z}/{x}/{y} in Web Mercator, for instance "
        "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png. Empty: none, and then "
        "no visitor's browser asks anybody else; say in the privacy statement who sees the requests when it is set.",
    )
    background_map_credit: str = Field(
        default="Achtergrondkaart: BRT, Kadaster (CC BY 4.0)", description="Whose tiles these are; stands by the map."
    )
    contact_email: str = Field(
        default="wens@gemeente.invalid", description="Address for questions about the open data; stands in the API."
    )
    smtp_url: str = Field(
        default="",
        description="Mail server: smtps://user:password@host:465, or smtp://user:password@host:587 (STARTTLS, refused "
        "when the server lacks it; ?starttls=no for one on this machine). Empty: letters wait in the red list.",
    )
    mail_from: str = Field(default="", description="Address that letters come from; needed with smtp_url.")
    mail_folder: Path | None = Field(
        default=None, description="Write letters as .eml files in this folder instead of sending them (the demo)."
    )
    public_port: int = Field(
        default=0, ge=0, le=65535, description="Port in the links of letters when it is not the usual one; 0: usual."
    )
    partner_link_days: int = Field(
        default=14, ge=1, le=60, description="Days that the personal link in a letter to a partner opens its item."
    )
    follow_link_days: int = Field(
        default=30, ge=1, le=365, description="Days that the link in a letter to a writer opens the follow page."
    )
    log_format: Literal["json", "console"] = Field(
        default="json" if not sys.stderr.isatty() else "console", description="Form of the log lines."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="Least log level shown."
    )
    backup_days: int = Field(
        default=35, ge=1, le=400, description="Days that a backup may be kept; what was erased may not come back."
    )
    upload_limit_mb: int = Field(default=200, ge=1, le=4096, description="Largest file that may be uploaded, in MB.")
    second_factor: Literal["required", "optional"] = Field(
        default="required",
        description="Whether staff and partners need a second factor (an app or a passkey); civic groups may.",
    )
    idle_minutes: int = Field(
        default=60, ge=5, le=480, description="Minutes without a request after which staff have to log in again."
    )
    oidc_issuer: str = Field(
        default="",
        description="Address of the OpenID Connect provider by which staff may log in; empty: passwords only.",
    )
    oidc_client_id: str = Field(default="", description="Name under which the provider knows this installation.")
    oidc_client_secret: str = Field(default="", description="Secret that belongs to that name.")
    oidc_name: str = Field(default="uw werkaccount", description="How the provider is called on the login screen.")
    oidc_second_factor: bool = Field(
        default=False, description="The provider itself asks a second factor from everybody; WENS does not ask again."
    )
    urgent_answer_minutes: int = Field(
        default=60, ge=5, le=1440, description="Minutes in which the duty partner answers what is urgent."
    )
    urgent_reminder_minutes: int = Field(
        default=30, ge=1, le=1440, description="Minutes after which the duty partner is reminded of what is urgent."
    )
    urgent_most_per_hour: int = Field(
        default=12, ge=1, le=1000, description="Urgent contributions in an hour after which residents are told to call."
    )
    handover_days: int = Field(
        default=5, ge=1, le=60, description="Working days in which a partner answers whether it takes a contribution."
    )
    reading_days: int = Field(
        default=2, ge=1, le=20, description="Working days within which somebody reads what a resident tells."
    )
    answer_days: int = Field(
        default=28, ge=7, le=365, description="Days after which a question to a resident ends without an answer."
    )
    proxies: int = Field(
        default=0, ge=0, le=5, description="Own proxies before this site; the visitor's address is what the first saw."
    )
    photo_limit_mb: int = Field(default=10, ge=1, le=40, description="Largest photo that a resident may send, in MB.")
    time_zone: str = Field(default="Europe/Amsterdam", description="Time zone in which people read dates.")

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> "Configuration":
        if self.smtp_url:
            read_mail_server(self.smtp_url)
        if self.smtp_url and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", self.mail_from):
            raise ValueError("set mail_from to the address that letters come from, for instance wens@gemeente.nl")
        if self.smtp_url and self.mail_folder:
            raise ValueError("set smtp_url or mail_folder, not both")
        return self

    @property
    def mail_server(self) -> MailServer | None:
        """Return the mail server to hand letters to; None when there is none."""
        return read_mail_server(self.smtp_url) if self.smtp_url else None

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("needs at least 32 characters")
        return value

    @field_validator("background_map")
    @classmethod
    def _tiles(cls, value: str) -> str:
        if value and not (value.startswith("https://") and all(part in value for part in ("{z}", "{x}", "{y}"))):
            raise ValueError("needs an https address with {z}, {x} and {y}")
        return value

    @property
    def background_origin(self) -> str:
        """Return the origin of the background map, for the content policy; empty when there is none."""
        return "/".join(self.background_map.split("/")[:3])

    @model_validator(mode="after")
    def _both_urls(self) -> "Configuration":
        if bool(self.database_url) != bool(self.database_owner_url):
            raise ValueError("set database_url and database_owner_url together (or neither, for the embedded server)")
        return self

    @model_validator(mode="after")
    def _whole_provider(self) -> "Configuration":
        told = (bool(self.oidc_issuer), bool(self.oidc_client_id), bool(self.oidc_client_secret))
        if any(told) and not all(told):
            raise ValueError("set oidc_issuer, oidc_client_id and oidc_client_secret together (or none of them)")
        return self

    @property
    def embedded(self) -> bool:
        """Tell whether the embedded server is used."""
        return self.database_url is None

    @cached_property
    def signing_key(self) -> str:
        """Return the key that signs sessions: as set, or made once and kept (mode 0600)."""
        return self.secret_key or _kept_key(self.home / "keys" / "signing")


class WrongSetting(SystemExit):
    """A setting is wrong: the program stops and names it (exit 2)."""


def _kept_key(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _unknown_names() -> list[str]:
    known = {f"WENS_{name.upper()}" for name in Configuration.model_fields}
    return sorted(name for name in os.environ if name.startswith("WENS_") and name not in known | OTHER_NAMES)


OTHER_NAMES = frozenset({"WENS_SHARED_DATA", "WENS_TEST_HOME", "WENS_BENCH_ADDRESS"})
"""Names that tests use; they are no settings."""


def read_configuration() -> Configuration:
    """Return the settings of this process; a wrong or unknown one ends the program with its name and the reason."""
    unknown = _unknown_names()
    if unknown:
        print(f"Unknown setting {', '.join(unknown)}. Run 'wens settings' for the list.", file=sys.stderr)  # noqa: T201
        raise WrongSetting(2)
    try:
        return Configuration()
    except ValidationError as error:
        for item in error.errors():
            name = "_".join(["WENS", *(str(part).upper() for part in item["loc"])])
            print(f"Wrong setting {name}: {item['msg']}. Run 'wens settings' for what it takes.", file=sys.stderr)  # noqa: T201
        raise WrongSetting(2) from None
