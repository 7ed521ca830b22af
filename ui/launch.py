"""How the console is started: the command line with every switch that privacy depends on.

The switches stand here, not in a ``config.toml``: command-line flags win over the files and
variables that a machine may already have for other Streamlit programs.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from pathlib import Path

from appliance.settings import Settings, load

MAIN = Path(__file__).with_name("server.py")
LOOPBACK = ("127.0.0.1", "localhost")

SAFE = {
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "global.developmentMode": "false",
    "logger.enableRich": "false",  # it would print messages of exceptions past our logs
    "logger.hideWelcomeMessage": "true",
    "logger.level": "warning",
    "runner.magicEnabled": "false",
    "server.enableAgentApi": "false",
    "server.enableCORS": "true",  # the browser's origin is checked; "false" would open it to all
    "server.enableStaticServing": "false",
    "server.enableXsrfProtection": "true",
    "server.fileWatcherType": "none",
    "server.headless": "true",
    "server.runOnSave": "false",
    "server.showEmailPrompt": "false",
    "server.xsrfCookieSameSite": "strict",
}

THEME = {
    "theme.base": "light",
    "theme.primaryColor": "#0b5d5e",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f6f6",
    "theme.textColor": "#17292b",
    "theme.linkColor": "#0b5d5e",
    "theme.borderColor": "#d5dfdf",
    "theme.showWidgetBorder": "true",
    "theme.baseRadius": "8px",
    "theme.font": "sans-serif",  # bundled with Streamlit, served by ourselves
    "theme.headingFontSizes": '["1.75rem", "1.3rem", "1.1rem"]',
    "theme.headingFontWeights": "[650, 600, 600]",
}


def command(settings: Settings) -> list[str]:
    """The argument vector of the console process.

    The process reads the other settings itself, from the same file and environment.
    """
    flags = {
        **SAFE,
        **THEME,
        "server.address": settings.console_address,
        "server.port": str(settings.console_port),
        "server.maxUploadSize": str(megabytes(settings.limits.bytes)),
    }
    arguments = [f"--{name}={value}" for name, value in flags.items()]
    if settings.oidc_metadata_url:
        arguments.append(f"--secrets.files={secrets_file(settings)}")
    arguments += [f"--server.allowedHosts={host}" for host in _hosts(settings)]
    return [sys.executable, "-m", "streamlit", "run", str(MAIN), *arguments]


def secrets_file(settings: Settings) -> Path:
    """Where Streamlit finds what it has to know of the OpenID provider."""
    return settings.state_dir.resolve() / "console-secrets.toml"


def write_secrets(settings: Settings) -> None:
    """Our settings in Streamlit's words, for this user only.

    The key that signs its cookies is another one at each start: what a provider said before
    counts no longer, and sessions are kept in our own table anyway.
    """
    told = {
        "redirect_uri": settings.oidc_redirect_uri,
        "cookie_secret": secrets.token_urlsafe(32),
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret,
        "server_metadata_url": settings.oidc_metadata_url,
    }
    path = secrets_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in told.items()]
    # PKCE is asked of every provider, whether or not it says that it knows it (RFC 9700, 2.1.1)
    lines.append('client_kwargs = { scope = "openid email profile", prompt = "select_account", ')
    lines.append('code_challenge_method = "S256" }\n')
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(["[auth]\n", *lines])


def megabytes(size: int) -> int:
    """The uploader's limit for files of up to ``size`` bytes, rounded up, at least 1.

    Rounded up so that our own limit, with its sentence, is the one that people meet.
    """
    return max(1, -(-size // (1024 * 1024)))


def _hosts(settings: Settings) -> tuple[str, ...]:
    """Names under which a browser may ask: foreign ones are DNS rebinding."""
    return tuple(dict.fromkeys((*LOOPBACK, settings.console_address, *settings.console_names)))


def main() -> None:
    """Become the console: ``python -m ui.launch``."""
    settings = load()
    if settings.oidc_metadata_url:
        write_secrets(settings)
    # else the server would believe any program on this machine about where a request comes from
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    arguments = command(settings)
    os.execv(arguments[0], arguments)  # noqa: S606 - our own interpreter, no shell


if __name__ == "__main__":
    main()
